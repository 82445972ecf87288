from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.knowledge import default_knowledge
from auditor.resolve.prose import Prose, Subject, Time, read
from benchmarks import prose as measured

_FOLDER = Path(__file__).parents[1] / "data" / "prose"


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines()]


CARDS = _rows("cards.jsonl")
WORDING = _rows("wording.jsonl")
FLOORS = [
    # cards, at least concluded, at least heard or quoted, negatives at least without a wrong conclusion
    ("unseen.jsonl", 0.94, 0.98, 0.98),
    ("unseen-2.jsonl", 0.88, 0.97, 0.98),
    ("contexts.jsonl", 0.93, 0.98, 0.97),
]
"""What each set measured when first read, and what was mended since, stands in benchmarks/ACCURACY.md."""


def of(body: str, *, part: str = "weights") -> Prose:
    return read(f"# Kestrel-7B\n\n{body}\n", default_knowledge(), part=part)


def statements(body: str) -> set[str]:
    return {
        f"{statement.part}: {statement.license or statement.family or statement.limit}"
        for statement in of(body).statements
        if measured.concludes(statement)
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "The code is MIT. The pre-trained weights are licensed under CC BY-NC 4.0.",
            {"code: MIT", "weights: CC-BY-NC-4.0"},
        ),
        ("- **License:** apache-2.0", {"weights: Apache-2.0"}),
        ("## License\n\nMIT", {"weights: MIT"}),
        ("| License | MIT |\n|---|---|\n| Size | 7B |", {"weights: MIT"}),
        ("Everything except the weights is MIT.", {"code: MIT"}),
        ("MIT for the code, CC BY 4.0 for the weights.", {"code: MIT", "weights: CC-BY-4.0"}),
        ("Available under MIT or Apache-2.0.", {"weights: MIT OR Apache-2.0"}),
        ("Commercial use is not permitted.", {"weights: non-commercial"}),
        ("Commercial use requires our written consent.", {"weights: commercial-on-request"}),
        ("License: non-commercial", {"weights: non-commercial"}),
        ("Can I use it in my product? No.", {"weights: non-commercial"}),
        (
            "Companies with more than 700 million monthly active users need a license.",
            {"weights: mau-threshold:700000000"},
        ),
        ("Must not be used in the European Union.", {"weights: region:EU"}),
        ("商用利用は禁止です。", {"weights: non-commercial"}),
        ("Kommerzielle Nutzung: nein", {"weights: non-commercial"}),
        ("Usage commercial : interdit", {"weights: non-commercial"}),
        ("Uso comercial: prohibido", {"weights: non-commercial"}),
        ("Uso comercial: não", {"weights: non-commercial"}),
        ("Коммерческое использование: нет", {"weights: non-commercial"}),
        ("商用利用：不可", {"weights: non-commercial"}),
        ("상업적 이용: 불가", {"weights: non-commercial"}),
        ("商业用途：禁止", {"weights: non-commercial"}),
        ("| Kommerzielle Nutzung | nein |\n|---|---|\n| Forschung | ja |", {"weights: non-commercial"}),
        ("| 商业用途 | ❌ 禁止 |\n|---|---|\n| 研究 | 可以 |", {"weights: non-commercial"}),
        ("Веса распространяются по лицензии CC BY 4.0, код — MIT.", {"weights: CC-BY-4.0", "code: MIT"}),
        ("The tokenizer is subject to the Gemma Terms of Use.", {"tokenizer: gemma"}),
    ],
)
def test_what_is_said_is_heard(body: str, expected: set[str]) -> None:
    assert statements(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Free for any use, commercial or not.",
        "You can use it commercially without asking us.",
        "There is no restriction on commercial use.",
        "Not restricted to research.",
        "Commercial use: not a problem",
        "Kommerzielle Nutzung: nein?",
        "Kommerzielle Nutzung: kein Problem",
        "이 모델은 더 이상 업데이트되지 않습니다.",
        "The model is not commercially supported.",
        "No commercial data was used for training.",
        "Not intended for medical diagnosis.",
        "Unlike Corvid-7B, which is CC-BY-NC, it can be used in products.",
        "Until v1.2 the weights were CC BY-NC 4.0.",
        "We plan to release it under Apache 2.0.",
        "Is it MIT?",
        "Trained at MIT.",
        "Inference relies on ffmpeg, which is LGPL.",
        "License: TBD (probably MIT)",
        '> "All our models will be CC BY-NC" – a competitor',
        "Contributions: your own code may be licensed under MIT.",
    ],
)
def test_what_is_not_said_of_these_weights_is_not_concluded(body: str) -> None:
    assert not {statement for statement in statements(body) if statement.startswith("weights")}


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("The vision encoder is licensed under Apache 2.0.", "Apache-2.0"),
        ("The VAE is for non-commercial use only.", "non-commercial"),
        ("Der Textencoder steht unter MIT.", "MIT"),
        ("视觉编码器采用 Apache 2.0 许可证。", "Apache-2.0"),
    ],
)
def test_what_is_said_of_a_component_is_not_said_of_the_model_and_not_passed_over(body: str, value: str) -> None:
    prose = of(body)

    assert [(entry.license or entry.limit, entry.subject) for entry in prose.statements] == [(value, Subject.COMPONENT)]
    (left,) = prose.not_understood
    assert left.quote == body
    assert (value in left.names) or left.limits


def test_closed_forms_are_told_from_free_sentences() -> None:
    closed = of("This model is licensed under the MIT license.").statements[0]
    free = of("Feel free to use the weights as the MIT license allows.").statements[0]
    assert (closed.plainness.value, free.plainness.value) == ("closed-form", "free-sentence")


def test_other_times_and_subjects_are_kept_apart() -> None:
    earlier = of("Previously the weights were under CC BY-NC 4.0; since v2 they are MIT.").statements
    assert [(entry.license, entry.time) for entry in earlier] == [("CC-BY-NC-4.0", Time.EARLIER), ("MIT", Time.NOW)]
    (other,) = of("The original weights are CC BY 4.0.").statements
    assert other.subject is Subject.OTHER


def test_the_net_quotes_what_was_not_understood() -> None:
    prose = of("Nothing here.\n\nOur lawyers talked of CC BY-NC 4.0 with a colleague for hours.\n\nSee the license.")
    assert not prose.statements
    assert [(entry.line, entry.names) for entry in prose.not_understood] == [(5, ("CC-BY-NC-4.0",)), (7, ())]


def test_the_readme_of_code_speaks_of_weights_only_where_it_names_them() -> None:
    assert [entry.part for entry in of("Licensed under MIT.", part="unclear").statements] == ["unclear"]
    assert [entry.part for entry in of("The weights are MIT.", part="unclear").statements] == ["weights"]


def test_the_floors_of_accuracy_hold() -> None:
    results = [measured.judge(card) for card in CARDS]
    facts = [(fact, fate) for fates, _ in results for fact, fate in fates if measured.counted(fact)]
    heard = sum(fate == "heard" for _, fate in facts)
    quoted = sum(fate == "quoted" for _, fate in facts)
    assert heard / len(facts) >= 0.92
    assert (heard + quoted) / len(facts) >= 0.99
    assert sum(bool(wrong) for _, wrong in results) <= 0.02 * len(CARDS)


def test_two_limits_that_begin_at_one_word_are_both_heard() -> None:
    assert statements("License: non-commercial research only, no redistribution.") == {
        "weights: non-commercial",
        "weights: research-only",
        "weights: no-redistribution",
    }


def test_the_floors_of_wording_hold() -> None:
    heard = quoted = facts = wrong = 0
    by_language: dict[str, list[bool]] = {}
    for card in WORDING:
        prose = of(card["text"])
        concluded = [
            statement
            for statement in prose.statements
            if measured.concludes(statement) and statement.part in measured.MINE
        ]
        values = {statement.license or statement.family or statement.limit for statement in concluded}
        expected = [set(fact.split("|")) for fact in card["weights"]]
        for fact in expected:
            facts += 1
            heard += bool(fact & values)
            quoted += not fact & values and bool(prose.statements or prose.not_understood)
            by_language.setdefault(card["lang"], []).append(bool(fact & values))
        of_weights = {
            statement.license or statement.family or statement.limit
            for statement in concluded
            if statement.part == "weights"
        }
        wrong += not of_weights <= set().union(*expected, card.get("also", ()))
    assert heard / facts >= 0.95
    assert (heard + quoted) / facts >= 0.99
    assert wrong / len(WORDING) <= 0.02
    assert set(by_language) == {"en", "de", "fr", "es", "pt", "ja", "zh", "ko", "ru"}
    assert all(sum(results) / len(results) >= 0.85 for results in by_language.values())


@pytest.mark.parametrize(("file", "concluded", "heard", "spared"), FLOORS, ids=[row[0] for row in FLOORS])
def test_the_floors_of_cards_in_contexts_hold(file: str, concluded: float, heard: float, spared: float) -> None:
    results = [(card, *measured.judge(card)) for card in _rows(file)]
    fates = [fate for _, judged, _ in results for fact, fate in judged if measured.counted(fact)]
    negatives = [
        bool(wrong)
        for card, judged, wrong in results
        if card["not"] or card["group"] in ("negative", "trap") or not any(measured.counted(fact) for fact, _ in judged)
    ]
    assert fates.count("heard") / len(fates) >= concluded
    assert (len(fates) - fates.count("missed")) / len(fates) >= heard
    assert negatives.count(False) / len(negatives) >= spared


_BARE = ("CC BY-NC 4.0", "License: CC BY-NC 4.0", "Not for commercial use.", "It is under CC BY-NC 4.0.")


@pytest.mark.parametrize("sentence", _BARE)
@pytest.mark.parametrize(
    "around",
    [
        "## Related models\n\n{}",
        "## Glossary\n\n{}",
        "## Meeting of 3 May\n\n{}",
        "Das Modell ist klein.\n\n## Verglichene Systeme\n\n{}",
        "Ce modèle est petit.\n\n## Autres modèles\n\n{}",
        "Este modelo es pequeño, y está en los servidores.\n\n## Otros modelos\n\n{}",
        "Este modelo não é grande.\n\n## Outros modelos\n\n{}",
        "## 他のモデル\n\n{}",
        "## 其他模型\n\n{}",
        "## 다른 모델\n\n{}",
        "## Другие модели\n\n{}",
        "## Heron-7B\n\n{}",
        "Their card begins like this:\n\n> {}",
        'The label reads "{}" on every page.',
        "| Model | Score | Their license |\n|---|---|---|\n| Heron | 7 | {} |\n| Egret | 8 | MIT |",
        "Data sets:\n\n- {}",
        "**Is the player free?** {}",
    ],
)
def test_words_that_name_nothing_are_not_taken_for_this_models_where_others_are_spoken_of(
    around: str, sentence: str
) -> None:
    prose = of(around.format(sentence))

    assert not {value for value in statements(around.format(sentence)) if value.startswith("weights")}
    assert prose.not_understood or prose.statements


@pytest.mark.parametrize("sentence", _BARE)
@pytest.mark.parametrize("around", ["{}", "## License\n\n{}", "## Lizenz\n\n{}", "## 许可\n\n{}", "> **License.** {}"])
def test_the_same_words_are_its_own_under_a_heading_about_licenses(around: str, sentence: str) -> None:
    assert {value for value in statements(around.format(sentence)) if value.startswith("weights")}
