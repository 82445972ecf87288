"""Known releases that a plain sentence in Japanese or Chinese names: 「Llama 3.1 8B をベースに」, 「基于 Yi 34B 微调」.

As in English (`titles`): the subject of the sentence is this model or omitted, it has the whole title of a release,
and the words of a derivation are next to the title. A denial, comparison or question, or a sentence about a part,
names no parent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.lineage.releases import Known, bare_name
from auditor.model import Relation
from auditor.model.base import Value
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.releases import Releases

NAME = regex(r"[A-Za-z][A-Za-z0-9.]*(?:[ _-][A-Za-z0-9][A-Za-z0-9.]*){0,6}")
"""Words that may be a title."""

_SENTENCE = regex(r"[^。\uff01\uff1f!?\n]{4,400}[\uff1f?]?")
_CJK = regex(r"[\u3040-\u30ff\u4e00-\u9fff]")
_ITEM = regex(r"\s*(?:[-*+・]\s|\d+[.)]\s|#|\|)")
"""A list item without a subject may be about any model of the list."""
_SUBJECT = regex(r"本|この|当|今回|我々|私たち|これ|该|該|此|这|這|我们|我們|它")
_CLOSE = r"[」』”\"*`]{0,3}\s?(?:\uff08[^\uff08\uff09\n]{1,60}\uff09|\([^()\n]{1,60}\))?\s?"
_OPEN = r"\s?[「『\u201c\"*`]{0,3}$"
_WHOSE = r"(?:(?P<whose>[A-Z][A-Za-z]{1,15})\s?(?:社\s?)?(?:の|的|が(?:開発|公開|提供)した))?"

_BEFORE_JAPANESE = regex(
    r"[\s*_>#・-]*(?:(?:(?:本|この|当|今回の|我々の|私たちの)\s?(?:モデル|チェックポイント|リポジトリ|アダプター?)|これ)"
    rf"\s?(?:は|では|も)[、,]?\s?)?{_WHOSE}{_OPEN}"
)
_TUNED = r"(?:ファイン\s?チューニング|インストラクションチューニング|微調整|追加学習|継続(?:事前)?学習|事後学習)"
_BEHIND_JAPANESE: tuple[tuple[re.Pattern[str], Relation | None], ...] = tuple(
    (regex(f"{_CLOSE}(?:{words})"), relation)
    for words, relation in (
        (rf"(?:を|に対して?、?)[^、]{{0,24}}?{_TUNED}", Relation.FINETUNE),
        (rf"から(?:の)?{_TUNED}|の{_TUNED}(?:版|モデル|済み)", Relation.FINETUNE),
        (
            r"を[^、]{0,16}?(?:量子化|GGUF\s?(?:形式)?\s?に?変換)|の(?:[\w -]{0,12})量子化(?:版|モデル)",
            Relation.QUANTIZED,
        ),
        (r"を蒸留|から(?:の)?蒸留", Relation.DISTILL),
        (r"を(?:ベース(?:モデル)?|元|もと|基|土台|基盤)(?:に|と(?:し|す))|から派生|ベースの", None),
    )
)
_NOT_SAID_JAPANESE = regex(
    r"ではな|ではあ|でな|ていな|ておら|しない|せず|ません|なく|予定|できます|できる|可能|比較|比べ|アーキテクチャ|構造|トークナイ|語彙"
    r"|スクラッチ|ゼロから|一から|場合|たい|参考|同じ|同等|評価|(?<!テキスト)(?<!文章)生成|出力|教師|例えば|たとえば|または|他の|多く"
    r"|いくつか|もし|異な|別の|上回|超え|か[\uff1f?]?$|[\uff1f?]$"
)

_BEFORE_CHINESE = regex(
    r"[\s*_>#-]*(?:(?:(?:本|该|該|此|这个|這個|我们的|我們的)\s?(?:模型|仓库|倉庫|版本|检查点|项目|項目)|它)"
    r"\s?(?:是|系|为|為)?[\uff0c,]?\s?(?:一个|一個|一款)?\s?)?"
    rf"(?P<verb>基于|基於|在|由|从|從|以|对|對)\s?{_WHOSE}{_OPEN}"
)
_ACTS: tuple[tuple[str, Relation | None], ...] = (
    (r"微调|微調|精调|精調|继续预训练|繼續預訓練|继续训练|后训练|後訓練|训练|訓練", Relation.FINETUNE),
    (r"量化", Relation.QUANTIZED),
    (r"蒸馏|蒸餾", Relation.DISTILL),
)
_MADE = regex(r"(?:模型)?\s?(?:$|[\uff0c,]|的[^\uff0c,]{0,10}模型|构建|構建|开发|開發|打造|得到)")
_AS_BASE = regex(r"\s?[为為](?:基座|基础|基礎|底座|基底)")
_ON_TOP = regex(r"\s?(?:模型)?\s?(?:的?\s?基[础礎]上|上)")
_OTHER_OBJECT = regex(
    r"架构|架構|结构|結構|分词|分詞|词表|詞表|输出|輸出|生成|评测|評測|评估|代码|代碼|框架|的数据|论文|方法|思路|技术"
)
_NOT_SAID_CHINESE = regex(
    r"不|并非|並非|没有|沒有|未|而非|从零|從零|从头|從頭|如果|假如|可以|可用|能够|吗|嗎|对比|對比|相比|教师|教師|优于|超过|例如|比如|其他"
    r"|许多|很多|一些|或者|合并|合併|[\uff1f?]$"
)
_NEAR = 30


class NamingSentence(Value, frozen=True):
    """A sentence that names a base."""

    known: tuple[Known, ...]
    """The releases that its title may mean."""
    relation: Relation | None
    start: int
    quote: str
    whose: str
    """The publisher to whom the sentence ascribes the title; "" if none."""


def sentences_naming(body: str, own: str, releases: Releases) -> Iterator[NamingSentence]:
    """Each such sentence of a prose; `own` is the bare name of this model."""
    if body.isascii():
        return
    for sentence in (match for match in _SENTENCE.finditer(body) if _CJK.search(match.group(0))):
        text = sentence.group(0)
        for name in NAME.finditer(text):
            known, title = releases.titled(name.group(0))
            if not known or title != name.group(0):
                continue
            before, after = _of_itself(text[: name.start()], own), text[name.end() :]
            if _ITEM.match(text) and not _SUBJECT.search(before):
                continue
            clause = _japanese(before, after) or _chinese(before, after)
            if clause is not None:
                quote = " ".join((text[max(0, name.start() - 20) : name.end()] + after[:_NEAR]).split())
                yield NamingSentence(known, clause[0], sentence.start() + name.start(), quote, clause[1])


def _of_itself(before: str, own: str) -> str:
    """The same words, with the name of this model replaced by "this model"."""
    subject = re.match(r"[\s*_>]*([A-Za-z0-9][\w .-]{1,60}?)[*_`]{0,3}\s?(は|是)", before, re.ASCII)
    if subject and own and bare_name(subject.group(1)) == own:
        return ("本モデルは" if subject.group(2) == "は" else "本模型是") + before[subject.end() :]
    return before


def _japanese(before: str, after: str) -> tuple[Relation | None, str] | None:
    begins = _BEFORE_JAPANESE.match(before)
    if begins is None or _NOT_SAID_JAPANESE.search(before + "\n" + after):
        return None
    for words, relation in _BEHIND_JAPANESE:
        if words.match(after):
            return relation, begins["whose"] or ""
    return None


def _chinese(before: str, after: str) -> tuple[Relation | None, str] | None:
    begins = _BEFORE_CHINESE.match(before)
    if begins is None or _NOT_SAID_CHINESE.search(before + "\n" + after):
        return None
    verb, whose = begins["verb"], begins["whose"] or ""
    rest = after[: close.end()] if (close := re.match(_CLOSE, after)) else ""
    near = after[len(rest) :][:_NEAR]
    if verb == "以":
        return (_act(near)[0], whose) if _AS_BASE.match(near) else None
    if verb == "在" and not _ON_TOP.match(near):
        return None
    relation, start = _act(near)
    if _OTHER_OBJECT.search(near if start < 0 else near[:start]):
        return None
    if start >= 0:
        return relation, whose
    return (None, whose) if verb in ("基于", "基於") and _MADE.match(near) else None


def _act(near: str) -> tuple[Relation | None, int]:
    """The relation expressed, and its position; -1 if there is none."""
    acts = [(match.start(), relation) for act, relation in _ACTS if (match := re.search(act, near))]
    start, relation = min(acts, key=lambda act: act[0], default=(-1, None))
    return relation, start
