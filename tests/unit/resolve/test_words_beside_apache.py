"""Words in a card that its tag and its text do not have: in each place, with front matter or without, all are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import models
from support.offers import is_unclear, open_rules

if TYPE_CHECKING:
    from auditor.model import Audit

_LICENSES = (
    "The model weights are released under CC BY-NC 4.0.",
    "This model is licensed under CC-BY-NC-4.0.",
    "This work is licensed under the Creative Commons Attribution-NonCommercial 4.0 International License.",
    "licensed under the Creative Commons Attribution-NonCommercial 4.0 International License",
    "See https://creativecommons.org/licenses/by-nc/4.0/ for the license of this model.",
    "[License](https://creativecommons.org/licenses/by-nc/4.0/)",
    "- **License:** CC-BY-NC-SA-4.0",
    "The model is subject to the Llama 3.1 Community License.",
    "A fine-tuned version of Llama 2 and subject to the Llama 2 Community License.",
    "fine-tuned version of Llama 2 and subject to the Llama 2 Community License",
    "The model is AGPL-3.0, because it was trained with Ultralytics.",
    "AGPL-3.0, because it was trained with Ultralytics.",
    "**License**\n\nCC BY-NC 4.0",
    "License\n=======\n\nThe weights are CC BY-NC 4.0.",
    "<h2>License</h2>\n\n<p>CC BY-NC 4.0</p>",
    "Les poids du modèle sont distribués sous licence CC BY-NC 4.0.",
    "This model is licensed under the CC BY-NC 4.0 license.",
    "The model weights are licensed under CC-BY-NC 4.0.",
    "CC-BY-NC-4.0",
    "This model is released under the [CC BY-NC 4.0](https://creativecommons.org/licenses/by-nc/4.0/)",
    "The model is released under the Llama 2 Community License.",
    "The model is made available under the [TII Falcon LLM License](https://acme.example/license)",
    "The usage of the weights must strictly follow [MiniCPM Model License.md](https://acme.example/MiniCPM.md).",
    "The model is governed by the Gemma Terms of Use",
    "The model is licensed under GPL-3.0",
    "licensed under GPL-3.0",
    "Weights: CC-BY-NC-SA-4.0",
)
_LIMITS = (
    "This model is for non-commercial research use only.",
    "For research purposes only, not for commercial use.",
    "You need to obtain a commercial license from us for commercial use",
    "Free for academic use; for commercial use contact us@acme.example.",
    "Contact sales@acme.example for commercial use.",
    "may not be used for military purposes",
    "research purposes only",
    "non-commercial use only",
    "non-commercial research use only (CC-BY-NC-4.0)",
    "Commercial use is not permitted",
    "You may not use this model commercially without permission.",
    "本模型仅供学术研究使用，不得用于商业用途。",
)


def _beside_mit(words: str) -> Audit:
    """A model under MIT, whose card says these words too."""
    mit = models.mit("Copyright (c) 2026 Acme")
    return models.audit({"README.md": models.card("license: mit", f"# Mine\n\n{words}\n"), "LICENSE": mit})


@pytest.mark.parametrize("heading", ["# Mine\n\n## License\n\n", "# Mine\n\n## Model details\n\n", "# Mine\n\n", ""])
@pytest.mark.parametrize("head", ["license: apache-2.0", ""], ids=["tagged", "no front matter"])
@pytest.mark.parametrize("words", [*_LICENSES, *_LIMITS])
def test_what_the_words_say_beside_an_apache_text_is_told(words: str, head: str, heading: str) -> None:
    readme = f"{heading}{words}\n"
    audit = models.audit(
        {"README.md": models.card(head, readme) if head else readme, "LICENSE": models.apache()}, "acme/Mine-7B"
    )

    is_unclear(audit)
    assert open_rules(audit) & {"card-and-file-disagree", "not-understood", "parent-unknown"}


@pytest.mark.parametrize(
    "words",
    [
        "The code is under MIT.",
        "The training data is under CC BY-NC 4.0.",
        "The dataset is licensed under CC-BY-NC-SA-4.0; the model under Apache-2.0.",
        "Unlike Llama 2 (Llama 2 Community License), our model is under Apache 2.0.",
        "This model is not under the Llama 3 license.",
        "The weights are not under the Llama license but Apache-2.0.",
        "Released under Apache 2.0, not CC BY-NC.",
        "Our API is subject to its own terms.",
        "The training data has its own license.",
        "Third-party libraries have their own licenses.",
        "You can use it commercially without permission.",
        "Apache-2.0 (commercial use allowed).",
    ],
)
def test_words_of_something_else_are_no_contradiction(words: str) -> None:
    audit = models.audit(
        {"README.md": models.card("license: apache-2.0", f"# Mine\n\n{words}\n"), "LICENSE": models.apache()}
    )

    assert not open_rules(audit)


@pytest.mark.parametrize(
    "words",
    [
        "License: see the LICENSE file",
        "License: see below",
        "The code (MIT) and the weights (MIT) are free for any use.",
        "## Limitations\n\nIt may be wrong and should not be used for high-stakes decisions.",
        "The weights are released under the MIT license, which permits commercial use.",
        "For enterprise support contact sales@acme.example.",
        "A commercial version with more features is available at https://acme.example.",
        "✅ Chat\n❌ Vision",
    ],
)
def test_words_that_take_nothing_back_are_no_contradiction(words: str) -> None:
    assert not open_rules(_beside_mit(words))


@pytest.mark.parametrize("text", ["## License\n\n{}", "# License\n\n{}", "## ライセンス\n\n{}", "## Lizenz\n\n{}"])
def test_a_page_whose_first_heading_is_of_the_license_says_it(text: str) -> None:
    offered = models.audit({"README.md": models.card("language: en", text.format("MIT"))})
    beside = models.audit({"README.md": models.card("license: apache-2.0", text.format("CC BY-NC 4.0"))})

    assert "license-undeclared" not in {finding.rule for finding in offered.findings}
    is_unclear(beside)


@pytest.mark.parametrize(
    "words",
    [
        "The MIT license covers only the code, not the weights.",
        "The weights are not covered by the MIT license.",
        "The MIT license does not apply to the model weights.",
        "The model weights are not MIT licensed.",
        "This model is not under the MIT license.",
        "The code (not the weights) is MIT.",
        "Only the code is MIT licensed, not the model weights.",
        "The LICENSE file does not apply to the weights.",
        "MIT applies to the code. The weights have their own terms, see WEIGHTS_TERMS.",
        "Model weights are distributed under separate terms: https://acme.example/terms",
        "The weights carry a different license than the code.",
        "License: MIT with Commons Clause",
        "Released under MIT plus the Commons Clause.",
        "MIT (non-commercial).",
        "License: MIT (non-commercial)",
        "Companies with more than 100 million users need a license.",
        "© Acme. All rights reserved. No use without written permission.",
        "The model is proprietary.",
        "The model weights are not open source.",
        "Internal use only.",
        "Use is subject to our Acceptable Use Policy.",
        "The weights (not the code) are CC BY-NC 4.0.",
        "MIT for code; for weights see CC BY-NC 4.0.",
        "You must obtain permission before using the weights in a product.",
        "Use in products requires a license.",
        "Contact us before any commercial use.",
        "Only for use within the University.",
        "Access is restricted to researchers.",
        "License: restricted",
        "License: ask the authors",
        "**License**: to be announced",
        "License: ❌ commercial use",
        "✅ Research\n❌ Commercial",
        "Can I use it commercially? Not without our permission.",
    ],
)
def test_words_that_take_the_mit_license_back_are_told(words: str) -> None:
    is_unclear(_beside_mit(words))


@pytest.mark.parametrize(
    "words",
    [
        "MITライセンスはコードのみに適用され、モデルの重みには適用されません。",
        "重みは別のライセンスで提供されます。",
        "代码采用 MIT 许可，模型权重采用单独的许可。",
        "MIT 许可证仅适用于代码，不适用于模型权重。",
        "모델 가중치는 별도의 라이선스를 따릅니다.",
        "Die Gewichte haben eine eigene Lizenz.",
        "Die MIT-Lizenz gilt nur für den Code, nicht für die Gewichte.",
        "Les poids ont leur propre licence.",
        "La licence MIT ne couvre que le code, pas les poids.",
        "Pour tout usage commercial, contactez-nous.",
        "Los pesos tienen su propia licencia.",
        "La licencia MIT cubre solo el código, no los pesos.",
        "Os pesos têm sua própria licença.",
        "A licença MIT cobre apenas o código, não os pesos.",
        "Веса имеют отдельную лицензию.",
        "Лицензия MIT распространяется только на код, а не на веса.",
    ],
)
def test_words_that_take_it_back_are_told_in_every_language(words: str) -> None:
    mit = models.mit("Copyright (c) 2026 Acme")
    is_unclear(models.audit({"README.md": models.card("license: mit", f"# Mine\n\n{words}\n"), "LICENSE": mit}))
