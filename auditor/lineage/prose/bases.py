"""Bases that prose names: "fine-tuned from [org/name]", "[org/name] をベースに", a NOTICE's "redistributed from https://…".

A sentence counts only if its subject is this model: a model that is compared with, denied, offered for download, or
mentioned for a tokenizer, a dataset or an evaluation is not a parent. A link alone names nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from auditor.lineage.hub_ids import HUB_ID, hub_address, hub_id, is_of_terms, leaked_id
from auditor.lineage.prose.shown import prose_of
from auditor.lineage.prose.subjects import is_this, is_this_in_cjk, names_here, of_another, of_its_work
from auditor.model import Noun, Relation
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.model import Document
    from auditor.model.cuts import Cuts

_TAUGHT = (
    r"(?:(?:data(?:sets?)?|corpus|instructions?|labels|annotations|preferences?|(?:preference|training)\s+pairs|traces)"
    r"(?:\s+that)?)"
)
"""Words for a teacher's outputs that train another model."""
_GENERATED = (
    r"(?:(?:generated|produced|written|synthesi[sz]ed|labell?ed|annotated|ranked|distilled|created)"
    r"\s+(?:by|with|using|from))"
)
_OUTPUTS = rf"(?:(?:outputs?|generations?|completions|reasoning\s+traces)\s+(?:of|from)|{_TAUGHT}\s+{_GENERATED})"
_VERBS: tuple[tuple[str, Relation | None], ...] = (
    (
        r"distill?ed\s+(?:\w+\s+){0,2}?(?:from|to\s+(?:match|mimic|imitate))|distillation\s+(?:of|from|with|using)",
        Relation.DISTILL,
    ),
    (r"(?:with|using)(?=\s+\S{3,96}\s+as\s+(?:(?:the|a|its|our)\s+)?teacher\b)", Relation.DISTILL),
    (rf"(?:trained|tuned|aligned)\s+(?:\w+\s+){{0,4}}?on\s+(?:[\w,'-]+\s+){{0,5}}?{_OUTPUTS}", Relation.DISTILL),
    (rf"{_TAUGHT}\s+(?:was|were|is|are)\s+(?:\w+ly\s+)?{_GENERATED}", Relation.DISTILL),
    (
        r"redistribut\w+\s+(?:unchanged\s+)?from|an?\s+(?:unmodified\s+|exact\s+)?copy\s+of|mirror(?:ed)?\s+(?:of|from)",
        Relation.COPY,
    ),
    (
        r"(?:quanti[sz]\w+|quants|convert\w+|GGUF|AWQ|GPTQ|MLX)\s+(?:\w+\s+){0,3}?(?:of|from|files\s+for)",
        Relation.QUANTIZED,
    ),
    (r"(?:abliterated|uncensored|pruned)\s+(?:\w+\s+){0,2}?(?:version|variant)\s+of", Relation.FINETUNE),
    (r"fine[-\s]{0,2}tun\w+\s+(?:\w+\s+){0,3}?(?:of|from|on\s+top\s+of)", Relation.FINETUNE),
    (
        r"(?:used|uses|using)\s+the\s+pre-?trained|initiali[sz]ed\s+(?:from|with)|start(?:ed|ing)\s+from",
        Relation.FINETUNE,
    ),
    (r"(?:continu\w+|further)\s+(?:pre-?)?train\w+\s+(?:\w+\s+){0,2}?(?:of|from|on\s+top\s+of)", Relation.FINETUNE),
    (
        r"(?:instruct(?:ion)?|chat)[- ]tuned\s+(?:\w+\s+){0,2}?(?:of|from)|trained\s+(?:from|on\s+top\s+of)",
        Relation.FINETUNE,
    ),
    (r"(?:LoRA|QLoRA|adapter)\s+(?:\w+\s+){0,2}?(?:for|of|on)", Relation.ADAPTER),
    (r"merge\s+of", Relation.MERGE),
    (
        r"(?:modified\s+version|derivative)\s+of|derived\s+from|based\s+on|buil(?:t|ds)\s+(?:on\s+top\s+of|upon|on)",
        None,
    ),
)
_ANY_VERB = "|".join(f"(?P<v{number}>(?:{verb})\\b)" for number, (verb, _) in enumerate(_VERBS))
_VERB = regex(rf"\b(?:{_ANY_VERB})", re.IGNORECASE)
_CACHED_LENGTH = 64_000
"""Characters of the longest prose whose verbs are cached."""
LABEL = regex(
    r"(?im)^[ \t>*+-]{0,12}(?P<label>(?:base|original)[ -]model|fine-?tuned[ -]from(?:[ -]model)?"
    r"|teacher(?:[ -]model)?)\b[^:\uff1a\n]{0,24}[:\uff1a][* \t]{0,6}"
)
"""The Hub's card template: `- **Finetuned from model [optional]:** org/name`."""

_URL = r"https?://[^\s)>\]\"'\u3001\u3002\uff09\uff0c]{3,200}"
_LINK = regex(
    rf"[\[`]{{1,2}}(?P<id>{HUB_ID.pattern})[\]`]{{1,2}}(?:\((?P<behind>{_URL})\))?"
    rf"|\[[^\]\n]{{1,96}}\]\((?P<under>{_URL})\)|(?P<url>{_URL})",
    re.ASCII,
)
_BARE = regex(rf"(?<![\w./-]){HUB_ID.pattern}(?![\w/])", re.ASCII)
"""An id without any markup: only after a label, directly after a verb, or next to Japanese and Chinese words."""
_RIGHT_AFTER = regex(rf"\s+(?:(?:the|a)\s+)?(?:model:?\s+)?[*_\"\u201c]{{0,3}}(?P<id>{_BARE.pattern})", re.ASCII)
_ROW_OF_A_LABEL = regex(
    r"(?im)^\|[ \t]*[*_]{0,2}(?P<label>(?:base|original)[ -]model|fine-?tuned[ -]from(?:[ -]model)?"
    r"|teacher(?:[ -]model)?)[*_]{0,2}[ \t]*\|[ \t]*(?=[^|\n]{3,300}\|[ \t]*$)"
)
"""A row of a table with two columns; tables with more compare models."""

_JAPANESE: tuple[tuple[str, Relation | None], ...] = (
    (r"チューン|チューニング|追加学習|継続(?:事前)?学習|微調整|事後学習", Relation.FINETUNE),
    (r"量子化|変換", Relation.QUANTIZED),
    (r"マージ", Relation.MERGE),
    (r"(?:ベース(?:モデル)?|元|基|土台|基盤)(?:に|と(?!比))|から派生|基づ", None),
)
_PARTICLE = regex(r"\s{0,2}(?:を|の|から|に|モデルを)")
_CHINESE = regex(r"(?:基于|基於|在)\s{0,2}$")
_CHINESE_ACTS: tuple[tuple[str, Relation | None], ...] = (
    (r"微调|微調|精调|继续预训练|继续训练|后训练|训练|訓練", Relation.FINETUNE),
    (r"量化|转换", Relation.QUANTIZED),
    (r"合并", Relation.MERGE),
    (r"蒸馏", Relation.DISTILL),
)
OTHER_SUBJECT = regex(
    r"(?i)\b(?:tokeni[sz]ers?|vocabular(?:y|ies)|templates?|architectures?|data(?:sets?)?|corpus|corpora|code(?:base)?"
    r"|scripts?|evaluations?|benchmarks?|leaderboards?|prompts?|(?<!\bthis )reward models?|judges?|papers?|recipes?"
    r"|frameworks?"
    r"|librar(?:y|ies)|demos?|spaces?|examples?|applications?|notebooks?|users?|people|other|others|many|most|several|some|existing"
    r"|previous|popular|all|various|results?|numbers|scores?|figures|prices?|metrics|speeds?|throughput|ablations?"
    r"|baselines?)\b"
)
NOT_SAID_OF_IT = regex(
    r"(?i)\b(?:not|never|neither|nor|without|unlike|instead of|rather than|than|vs\.?|versus|against|outperform\w*"
    r"|beats?|surpass\w*|compar\w+|similar|if|when|how to|can|could|may|will|would|none|no|free of|you"
    r"|want to|wish to)\b|n't\b"
)
_CHILD = regex(r"(?i)\b(?:this|our|my|these|its?|here|available|found|released)\b")
"""Words between the verb and the link: "GGUF version of this model: [link]" leads to a child."""

_SAID_AFTER = regex(r"(?i)^\W{0,4}(?:can|could|may|is possible)\b|^[^.!?\n]{0,80}\?")
_OTHER_SUBJECT_CJK = regex(
    r"トークナイザ|語彙|テンプレート|アーキテクチャ|データ|評価|ベンチマーク|比較|比べ|コード"
    r"|分词器|架构|数据|评测|评估|相比|对比|代码|框架|不是|并非|没有"
    r"|他社|他の|多くの|従来の|競合|次期|以前の|教師|报酬|奖励|教师|以前的|其他|许多|很多|大多数|可以|优于|超过"
)
_TAUGHT_CJK = regex(
    r"\s{0,2}(?:を用いて|を使って|が|で|により|によって)\s{0,2}(?:生成|作成)(?:された|した)[^。\n]{0,12}データ[^。\n]{0,12}(?:学習|訓練|チューニング)"
    r"|\s{0,2}生成的[^。\n]{0,6}数据[^。\n]{0,8}(?:训练|微调)"
)
"""Words after a link: its outputs trained the model."""
_OTHER_OBJECT_CJK = regex(
    r"生成|比較|比べ|評価|トークナイザ|語彙|テンプレート|アーキテクチャ|コード|的数据|分词器|架构|评测|评估|代码|框架"
)
"""Words between a link and the verb after it: something of the linked model was used, not the model."""

_DENIED_JAPANESE = regex(r"ではな|ではあ|ていな|しな|せず|していません|異な|より|予定")
_DISTILLABLE = regex(r"(?i)\b(?:data(?:sets?)?|corpus)\b")
_HEADING = regex(r"(?m)^[ \t]{0,3}#{1,6}[ \t].*\n")
_REACH = 120
"""Within how many characters after the verb its object may be."""
_BEFORE = 160
_ADDRESS = 300
"""How many characters of an address are read beyond that."""
_MERGED = 600
"""Within how many characters the parents of a merge may be."""


_LABELLED = {"fine": Relation.FINETUNE, "teac": Relation.DISTILL}
"""The relation to the model that a label names, by the first letters of the label."""


class Mention(Noun, frozen=True, kw_only=True):
    """A parent that a sentence names."""

    parent: str
    relation: Relation | None
    line: int
    quote: str
    sure: bool = True
    """Whether the sentence is plainly about this model."""


def mentions(document: Document, own: str = "", cuts: Cuts | None = None) -> Iterator[Mention]:
    """Every parent that the prose names in the words of a derivation, in order; links alone name nothing.

    `own` is the repository's name: what the prose says about a model with another name does not count.
    """
    prose = prose_of(document, cuts)
    body = prose.text
    names = names_here(body, own)
    sentences: list[_Mention] = []
    for mention in chain(_english(body, names), _labels(body), _around_links(body, names)):
        if cuts is not None and cuts.out_of_time(document.path):
            return
        sentences.append(mention)
    given: set[tuple[str, int]] = set()
    for start, parent, relation, quote, sure in sorted(sentences, key=lambda sentence: sentence[0]):
        line = prose.line(start)
        if (parent.lower(), line) not in given:
            given.add((parent.lower(), line))
            yield Mention(parent=parent, relation=relation, line=line, quote=" ".join(quote.split()), sure=sure)


def relation_of(verb: re.Match[str]) -> Relation | None:
    """The relation that one of `verbs_in` expresses."""
    return next(relation for number, (_, relation) in enumerate(_VERBS) if verb.group(f"v{number}"))


def verbs_in(body: str) -> Iterable[re.Match[str]]:
    """The words of a prose that may say what a model was made from, in order."""
    return _cached(body) if len(body) <= _CACHED_LENGTH else _VERB.finditer(body)


@lru_cache(maxsize=4)
def _cached(body: str) -> tuple[re.Match[str], ...]:
    return tuple(_VERB.finditer(body))


_Mention = tuple[int, str, Relation | None, str, bool]


def _english(body: str, names: frozenset[str]) -> Iterator[_Mention]:
    """The mentions in English: a verb, and its object after it."""
    for verb in verbs_in(body):
        relation = relation_of(verb)
        before = sentence_before(body, verb.start())
        subject = _DISTILLABLE.sub(" ", before) if relation is Relation.DISTILL else before
        if (
            NOT_SAID_OF_IT.search(before)
            or OTHER_SUBJECT.search(subject)
            or of_another(body, verb.start(), before, names)
        ):
            continue
        reach = _MERGED if relation is Relation.MERGE else _REACH
        behind = body[verb.end() : verb.end() + reach + _ADDRESS].split("\n\n", 1)[0]
        begins = body[body.rfind("\n", 0, verb.start()) + 1]
        if begins == "|":
            continue  # a row of a table, which usually lists many models
        if begins == "#":
            behind = behind.split("\n", 1)[0]  # a heading ends with its line
        quoted = begins == ">" and not re.search(r"\w", before)
        for parent, words in _objects(behind, relation, reach):
            yield verb.start(), parent, relation, verb.group(0) + words, not quoted and is_this(before, names)


def _objects(behind: str, relation: Relation | None, reach: int) -> Iterator[tuple[str, str]]:
    """The models that are the object of a verb, one or for a merge all, and the words up to each.

    A link begins within `reach` characters, and may end after them.
    """
    bare = _RIGHT_AFTER.match(behind)
    if bare and _bare_model(bare):
        alone = re.split(r"[.;]\s|\n", behind[bare.start("id") : reach], maxsplit=1)[0]
        for name in _BARE.finditer(alone) if relation is Relation.MERGE else (bare,):
            parent, rest = _bare_model(name), behind[bare.end() :]
            if parent and not _SAID_AFTER.match(rest) and (relation is not None or not of_its_work("", rest)):
                yield parent, f" {parent}"
        return
    for link in _LINK.finditer(behind):
        between = behind[: link.start()]
        if link.start() >= reach or _ends(between) or (relation is None and of_its_work(between, behind[link.end() :])):
            break
        parent = _model_of(link)
        if parent and not _SAID_AFTER.match(behind[link.end() :]):
            yield parent, between + _shown(link)
        if relation is not Relation.MERGE:
            break


def _bare_model(match: re.Match[str]) -> str | None:
    return _like_a_model((match["id"] if "id" in match.re.groupindex else match.group(0)).rstrip("."))


def _ends(between: str) -> bool:
    """Whether the words between a verb and a link show that the link is not its object."""
    return bool(re.search(r"[.;]\s", between) or _CHILD.search(between) or OTHER_SUBJECT.search(between[:_REACH]))


def _labels(body: str) -> Iterator[_Mention]:
    """The mentions in lines of the card template that name the base."""
    for label in (*LABEL.finditer(body), *_ROW_OF_A_LABEL.finditer(body)):
        rest = body[label.end() : label.end() + _REACH].split("\n", 1)[0]
        link = _LINK.match(rest)
        bare = None if link else _BARE.match(rest)
        parent = _model_of(link) if link else _like_a_model(bare.group(0)) if bare else None
        if parent:
            relation = _LABELLED.get(label.group("label").lower()[:4])
            base = _shown(link) if link else parent
            yield label.start("label"), parent, relation, f"{label.group(0).strip(' >*+|-').strip()} {base}", True


def _around_links(body: str, names: frozenset[str]) -> Iterator[_Mention]:
    """The mentions in Japanese and Chinese: Japanese has the verb after its object, Chinese around it."""
    if body.isascii():
        return
    for pattern in (_LINK, _BARE):
        for link in pattern.finditer(body):
            behind = re.split(r"[\u3002\n\uff01\uff1f]", body[link.end() : link.end() + 80], maxsplit=1)[0]
            before = re.split(r"[\u3002\n\uff01\uff1f]", body[max(0, link.start() - 60) : link.start()])[-1]
            if not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", before[-8:] + behind[:8]):
                continue
            parent = _model_of(link) if pattern is _LINK else _like_a_model(link.group(0))
            is_said, relation = _stated_around(before, behind)
            if parent and is_said:
                quote = before[-20:] + _shown(link) + behind[:30]
                yield link.start(), parent, relation, quote, is_this_in_cjk(before, names)


def _stated_around(before: str, behind: str) -> tuple[bool, Relation | None]:
    """Whether Japanese or Chinese words around a link say that this model was made from it, and how."""
    chinese = bool(_CHINESE.search(before))
    if _OTHER_SUBJECT_CJK.search(before):
        return False, None
    if _TAUGHT_CJK.match(behind):
        return True, Relation.DISTILL
    if not chinese and (not _PARTICLE.match(behind) or _DENIED_JAPANESE.search(behind)):
        return False, None
    for act, relation in _CHINESE_ACTS if chinese else _JAPANESE:
        act_found = re.search(act, behind[: 24 if chinese else 40])
        if act_found:
            return not _OTHER_OBJECT_CJK.search(behind[: act_found.start()]), relation
    return chinese and "基" in before[-4:] and not _OTHER_OBJECT_CJK.search(behind[:12]), None


def _shown(link: re.Match[str]) -> str:
    """A link as a quotation shows it: its words, without the address after them."""
    words, address, _ = link.group(0).partition("](")
    return words + "]" if address else words


def _model_of(link: re.Match[str]) -> str | None:
    """The model to which a link leads; None for a dataset, a paper, a repository of code."""
    address = link.group("behind") or link.group("under") or link.group("url")
    if address and is_of_terms(link.group(0), address):
        return None
    return _hub_model(address) if address else _like_a_model(link.group("id"))


def _hub_model(address: str) -> str | None:
    return hub_address(address.rstrip(".,;:"))


def _like_a_model(words: str) -> str | None:
    """A model id without an address; None for `q_proj/v_proj` and `outputs/run-1`."""
    model = leaked_id(words) if hub_id(words) else None
    return model if model and "/" in model and re.search(r"\d", model.partition("/")[2]) else None


def sentence_before(body: str, end: int) -> str:
    """The words of the same sentence before a verb."""
    near = _HEADING.sub("\n\n", body[max(0, end - _BEFORE) : end])
    return re.split(r"[.!?:;|]\s|\n\s*\n|\n\s*[-*#|>=]+|。", near)[-1]
