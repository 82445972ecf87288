"""Sentences that deny a license at some time or for somebody, beside a tag and a text of MIT or Apache-2.0.

A tag that its card contradicts is never passed in silence; what was so earlier, or will be, contradicts nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.model import Standing, StatementKind
from support import models
from support.offers import is_unclear, open_rules

if TYPE_CHECKING:
    from auditor.model import Audit

_TEXTS = {"mit": models.mit("Copyright (c) 2026 Acme"), "apache-2.0": models.apache()}
_NOT_NOW = (
    ("mit", "This model is no longer released under MIT."),
    ("mit", "As of v2 this model is no longer available under the MIT license."),
    ("apache-2.0", "This model was not released under Apache-2.0."),
    ("apache-2.0", "The weights were never licensed under Apache-2.0."),
    ("mit", "The MIT license does not apply any more."),
    ("mit", "The MIT license no longer applies to these weights."),
    ("mit", "Since v2 it is not MIT but CC BY-NC 4.0."),
    ("apache-2.0", "The model is not yet available under Apache-2.0."),
    ("apache-2.0", "The weights are not available under Apache-2.0 yet."),
    ("mit", "With version 2 the weights ceased to be MIT."),
    ("mit", "This model stopped being MIT licensed in 2025."),
    ("mit", "This model used to be MIT."),
    ("mit", "The weights used to be released under the MIT license."),
    ("mit", "Until version 1.0 this model was MIT."),
    ("mit", "This model was MIT until 1.0."),
    ("mit", "Formerly, these weights were under the MIT license."),
    ("mit", "The weights are MIT until 2027, then commercial."),
    ("mit", "This model isn't MIT anymore."),
    ("mit", "We do not offer these weights under MIT any longer."),
    ("mit", "The MIT license has been withdrawn for these weights."),
    ("apache-2.0", "The weights will become Apache-2.0 in 2027."),
    ("apache-2.0", "From 2027 on, the model will be under Apache-2.0."),
    ("apache-2.0", "Until 2027 the weights are not under Apache-2.0."),
    ("mit", "This model has not been under the MIT license since v2."),
    ("mit", "Dieses Modell steht nicht mehr unter der MIT-Lizenz."),
    ("mit", "Die Gewichte wurden nicht unter MIT veröffentlicht."),
    ("apache-2.0", "Die Gewichte sind noch nicht unter Apache-2.0 verfügbar."),
    ("mit", "Die MIT-Lizenz gilt nicht mehr."),
    ("mit", "Bis Version 1.0 stand dieses Modell unter der MIT-Lizenz."),
    ("mit", "Ce modèle n'est plus distribué sous licence MIT."),
    ("apache-2.0", "Les poids n'ont pas été publiés sous Apache-2.0."),
    ("apache-2.0", "Le modèle n'est pas encore disponible sous Apache-2.0."),
    ("mit", "La licence MIT ne s'applique plus à ce modèle."),
    ("mit", "Este modelo ya no se distribuye bajo la licencia MIT."),
    ("apache-2.0", "Los pesos no fueron publicados bajo Apache-2.0."),
    ("apache-2.0", "El modelo todavía no está disponible bajo Apache-2.0."),
    ("mit", "La licencia MIT ya no se aplica."),
    ("mit", "Este modelo não é mais distribuído sob a licença MIT."),
    ("apache-2.0", "Os pesos não foram publicados sob Apache-2.0."),
    ("apache-2.0", "O modelo ainda não está disponível sob Apache-2.0."),
    ("mit", "A licença MIT não se aplica mais."),
    ("mit", "Эта модель больше не распространяется под лицензией MIT."),
    ("apache-2.0", "Веса не были опубликованы под Apache-2.0."),
    ("mit", "Лицензия MIT больше не действует."),
    ("apache-2.0", "Модель пока не доступна под Apache-2.0."),
    ("mit", "このモデルはもはやMITライセンスではありません。"),
    ("apache-2.0", "重みはApache-2.0で公開されていません。"),
    ("mit", "MITライセンスは適用されなくなりました。"),
    ("mit", "以前はMITライセンスでした。"),
    ("mit", "이 모델은 더 이상 MIT 라이선스로 배포되지 않습니다."),
    ("apache-2.0", "가중치는 아직 Apache-2.0으로 공개되지 않았습니다."),
    ("mit", "MIT 라이선스는 더 이상 적용되지 않습니다."),
    ("mit", "本模型不再采用MIT许可证。"),
    ("apache-2.0", "模型权重尚未以Apache-2.0发布。"),
    ("mit", "MIT许可证不再适用。"),
    ("mit", "本模型曾采用MIT许可证。"),
    ("mit", "Please note that Kestrel-7B is no longer distributed under the terms of the MIT license."),
    ("apache-2.0", "These checkpoints haven't been released under Apache 2.0."),
    ("mit", "MIT is not the license of this model any more."),
    ("mit", "We have stopped licensing the weights under MIT."),
    ("apache-2.0", "Apache-2.0 does not yet apply to the weights."),
    ("mit", "Up to release 0.9 the weights were MIT."),
    ("mit", "The weights were previously available under the MIT license."),
    ("mit", "This release drops the MIT license."),
    ("apache-2.0", "On 1 January 2028 the license changes to Apache-2.0."),
    ("mit", "As of today, the model is not MIT licensed."),
    ("mit", "Das Modell wird nicht länger unter MIT angeboten."),
    ("mit", "Früher standen die Gewichte unter MIT."),
    ("apache-2.0", "Dieses Modell war nie unter Apache-2.0 lizenziert."),
    ("mit", "Ce modèle était auparavant sous licence MIT."),
    ("mit", "Les poids ne sont plus sous MIT."),
    ("mit", "Los pesos ya no están bajo MIT."),
    ("mit", "Antes, este modelo estaba bajo la licencia MIT."),
    ("mit", "Os pesos deixaram de estar sob a licença MIT."),
    ("mit", "Раньше веса распространялись под лицензией MIT."),
    ("mit", "本モデルは現在MITライセンスでは提供していません。"),
    ("mit", "이 모델은 이전에 MIT 라이선스였습니다."),
    ("mit", "自第二版起，本模型不再以MIT许可证发布。"),
    ("mit", "This project is no longer under the MIT license."),
    ("mit", "From 2027 the MIT license will no longer apply."),
    ("mit", "This repository is not released under MIT."),
    ("mit", "This model is available under MIT until further notice."),
)
"""The license of the tag is not that of the model of now."""
_NOT_FOR_ALL = (
    ("apache-2.0", "The weights are not under Apache-2.0 if you use them commercially."),
    ("mit", "For companies above 10 M users the MIT license does not apply."),
    ("mit", "If you are a company, the MIT license does not apply."),
    ("mit", "The MIT license does not apply to commercial users."),
    ("apache-2.0", "Unless you have a contract with us, this model is not licensed under Apache-2.0."),
    ("mit", "When used in products, the weights are not covered by the MIT license."),
    ("mit", "Die MIT-Lizenz gilt nicht, wenn Sie das Modell kommerziell nutzen."),
    ("mit", "La licence MIT ne s'applique pas si vous utilisez le modèle à des fins commerciales."),
    ("mit", "Si usted es una empresa, la licencia MIT no se aplica."),
    ("mit", "Если вы компания, лицензия MIT не действует."),
    ("mit", "商用利用の場合、MITライセンスは適用されません。"),
    ("mit", "상업적으로 사용하는 경우 MIT 라이선스가 적용되지 않습니다."),
    ("mit", "如果用于商业用途，则不适用MIT许可证。"),
    ("mit", "The MIT license does not apply where the model is sold as a service."),
    ("apache-2.0", "For enterprises with more than 500 employees, the weights are not licensed under Apache-2.0."),
    ("mit", "As long as you are a business, this model is not under MIT."),
    # languages without a file: most words are unknown, and one is "not"
    ("mit", "Questo modello non è più distribuito sotto licenza MIT."),
    ("mit", "Dit model valt niet meer onder de MIT-licentie."),
    ("mit", "Ten model nie jest już dostępny na licencji MIT."),
)
"""The license of the tag does not apply to some users or uses."""
_NO_CONTRADICTION = (
    ("apache-2.0", "Previously the weights were under MIT; since v2 they are Apache-2.0."),
    ("apache-2.0", "The weights are no longer MIT but Apache-2.0."),
    ("mit", "This model will be relicensed under Apache-2.0 from 2027."),
    ("mit", "This model was released under the MIT license in March 2024."),
    ("mit", "The previous version was not released under MIT."),
    ("mit", "Until v2 the weights were not under MIT."),
    ("mit", "The model is no longer under CC BY-NC 4.0."),
    ("mit", "The original model was released under Apache-2.0 and is no longer maintained."),
    ("mit", "This model is MIT licensed and no longer maintained."),
    ("mit", "The training data is no longer available under MIT."),
    ("mit", "This model was MIT from the beginning and will stay MIT."),
    ("mit", "It was not easy, but the weights are released under MIT."),
    ("mit", "Früher standen die Gewichte unter Apache-2.0, jetzt unter MIT."),
    ("mit", "Auparavant, les poids étaient sous Apache-2.0 ; ils sont maintenant sous MIT."),
    ("apache-2.0", "此前采用MIT许可证，现采用Apache-2.0许可证。"),
    ("mit", "The weights remain MIT and nothing has changed since v1."),
    ("mit", "Version 1 was not MIT; this one is MIT."),
    ("apache-2.0", "We moved from MIT to Apache-2.0 with this release."),
    ("mit", "The code is no longer GPL-3.0; everything is MIT now."),
    ("mit", "Not only the code but also the weights are MIT."),
    ("mit", "The weights were trained in 2023 and were released under MIT."),
    ("mit", "The demo used to be under MIT."),
    ("mit", "The MIT license does not apply to the training data."),
    ("apache-2.0", "Later versions will be released under MIT."),
    ("mit", "Das Modell steht unter MIT und wird nicht mehr gepflegt."),
    ("mit", "Le modèle est sous licence MIT et n'est plus maintenu."),
    ("mit", "El modelo está bajo la licencia MIT y ya no recibe actualizaciones."),
    ("mit", "O modelo está sob a licença MIT e não recebe mais atualizações."),
    ("mit", "Модель под лицензией MIT больше не поддерживается."),
    ("mit", "MITライセンスで公開しており、更新は終了しました。"),
    ("mit", "이 모델은 MIT 라이선스이며 더 이상 업데이트되지 않습니다."),
    ("mit", "本模型采用MIT许可证，不再更新。"),
    ("apache-2.0", "This project used to be MIT."),
    ("mit", "The model will not be released under Apache-2.0."),
    ("mit", "Only the MIT license applies, not Apache-2.0."),
    ("mit", "This model is not gated and is released under MIT."),
    ("mit", "We do not claim any rights; the weights are MIT."),
    ("mit", "The model should not be confused with Kestrel-1B, which is no longer MIT."),
    ("mit", "If the MIT license does not suit you, contact us."),
    ("mit", "Nothing in the MIT license has changed."),
    ("mit", "The model has not been tested for MIT-licensed corpora."),
    ("mit", "Previous checkpoints are no longer available; this one is released under the MIT license."),
    ("mit", "The base model was under the MIT license."),
    ("apache-2.0", "We planned to keep it closed, but it is Apache-2.0."),
    ("mit", "The weights were released under MIT on 3 May 2024 and will stay so."),
    ("mit", "The MIT license does not permit removing the copyright notice."),
    ("mit", "The MIT license does not cover trademarks."),
    ("mit", "The MIT license does not require attribution in outputs."),
    ("mit", "Note that MIT is not a copyleft license."),
    ("mit", "Originally, the weights were released under CC BY-NC 4.0."),
    ("mit", "The first version was released under CC BY-NC 4.0."),
    ("mit", "The weights were under CC BY-NC 4.0 until May 2024."),
    ("mit", "Before v2 the weights were released under CC BY-NC 4.0."),
    ("mit", "Before, the weights were CC BY-NC 4.0."),
    ("mit", "The training images were released under CC BY-NC 4.0."),
    ("mit", "This model will be released under CC BY-NC 4.0."),
    ("mit", "The license was changed from CC BY-NC 4.0 to MIT."),
    ("mit", "The weights were licensed under CC BY-NC 4.0 before we changed our mind."),
    ("mit", "The weights were CC BY-NC 4.0, now they are MIT."),
    ("mit", "Training stopped at step 10k; the weights are released under MIT."),
    ("mit", "The model was trained until the loss stopped improving and is released under the MIT license."),
    ("mit", "We previously worked on Kestrel-1B. This model is MIT."),
    ("mit", "Up to version 2 we used GPL-3.0. Since then everything is MIT."),
    ("mit", "It was released on 3 May 2024 under the MIT license."),
    ("mit", "The weights are available under the MIT license since January 2024."),
    ("mit", "We plan to train a larger model; this one is MIT."),
    ("mit", "We plan to keep it under the MIT license."),
    ("mit", "In 2027 we will release a larger model under Apache-2.0."),
    ("mit", "This repository moved from acme/old to acme/new; the license is MIT."),
    ("mit", "This model does not need a license key; it is MIT."),
    ("mit", "No warranty, MIT license."),
    ("mit", "Not affiliated with Acme. License: MIT"),
    ("mit", "The MIT license is not viral."),
    ("mit", "MIT licensed, but not for the faint of heart."),
    ("mit", "You do not need to ask: the MIT license allows it."),
    ("mit", "The MIT license never expires."),
    ("mit", "Never remove the MIT license from the repository."),
    ("mit", "If you do not agree with the MIT license, do not use it."),
    ("mit", "The weights were converted and are licensed under MIT."),
    ("mit", "The original weights were released under MIT by Acme."),
    ("mit", "The dataset was released under CC BY-NC 4.0 and the weights under MIT."),
    ("mit", "Kestrel-1B was released under Apache-2.0."),
    ("mit", "The teacher, which was released under CC BY-NC 4.0, was not used for this checkpoint."),
    ("mit", "The paper was published under CC BY 4.0."),
    ("mit", "An early preview was shared under a research license."),
    ("mit", "The MIT license applies to companies as well."),
    ("mit", "For companies, the MIT license applies too."),
    ("mit", "Das Modell wurde 2024 unter MIT veröffentlicht und wird bald erweitert."),
    ("mit", "Bis zu 8 GB Speicher nötig; Lizenz: MIT."),
    ("mit", "Die Trainingsdaten stehen nicht unter MIT."),
    ("mit", "Le modèle n'a pas été testé ; licence MIT."),
    ("mit", "Les données ne sont pas sous licence MIT."),
    ("mit", "Le modèle a été entraîné avant 2024 et diffusé sous licence MIT."),
    ("mit", "El modelo no ha sido evaluado; licencia MIT."),
    ("mit", "Hasta 8 GB de memoria. Licencia: MIT"),
    ("mit", "O modelo não foi avaliado; licença MIT."),
    ("mit", "Модель не тестировалась; лицензия MIT."),
    ("mit", "Модель была выпущена под лицензией MIT в 2024 году."),
    ("mit", "MITライセンスで公開しています。商用利用も可能です。"),
    ("mit", "2024年からMITライセンスで公開しています。"),
    ("mit", "이 모델은 검증되지 않았습니다. MIT 라이선스입니다."),
    ("mit", "2024년부터 MIT 라이선스로 배포하고 있습니다."),
    ("mit", "本模型尚未经过充分测试，采用MIT许可证。"),
    ("mit", "自2024年起采用MIT许可证。"),
    ("mit", "之前的版本采用GPL-3.0，本模型采用MIT许可证。"),
    ("mit", "Since the MIT license does not mention patents, see PATENTS."),
    ("mit", "The MIT license ended up in the wrong folder in v1; fixed in v2."),
    ("mit", "These weights are not derived from Llama and are MIT licensed."),
    ("mit", "The model card was written before release. License: MIT"),
    ("mit", "Before using the model, read the MIT license."),
    ("mit", "The weights will be under the MIT license forever."),
    ("mit", "Early versions were not released; the final weights are released under MIT."),
    ("mit", "The weights can no longer be downloaded from our site, only here, under the MIT license."),
    ("mit", "We no longer maintain this MIT licensed model."),
    ("mit", "This MIT-licensed model is deprecated."),
    ("mit", "Questo modello è distribuito sotto licenza MIT."),
    ("mit", "Dit model valt onder de MIT-licentie."),
)
"""Other versions, other things, other licenses, the past and the future."""
_RELEASED = (
    ("mit", "The weights were released under CC BY-NC 4.0."),
    ("mit", "This model was published under the Llama 2 Community License in 2024."),
    ("mit", "The weights have been released under Apache-2.0."),
    ("mit", "Die Gewichte wurden unter CC BY-NC 4.0 veröffentlicht."),
    ("mit", "Les poids ont été publiés sous CC BY-NC 4.0."),
    ("mit", "Los pesos fueron publicados bajo CC BY-NC 4.0."),
    ("mit", "Os pesos foram publicados sob CC BY-NC 4.0."),
    ("mit", "Веса были опубликованы под CC BY-NC 4.0."),
    ("mit", "重みはCC BY-NC 4.0で公開されました。"),
    ("mit", "가중치는 CC BY-NC 4.0으로 공개되었습니다."),
    ("mit", "模型权重已以CC BY-NC 4.0发布。"),
    ("mit", "Kestrel-7B was released under CC BY-NC 4.0 in 2023, and this repository is the 2025 release under MIT."),
)
"""Acts of the past whose effect lasts: what was released under a license is under it."""


def _audited(tag: str, words: str) -> Audit:
    readme = models.card(f"license: {tag}", f"# Kestrel-7B\n\n{words}\n")
    return models.audit({"README.md": readme, "LICENSE": _TEXTS[tag]}, "acme/Kestrel-7B")


@pytest.mark.parametrize(("tag", "words"), [*_NOT_NOW, *_RELEASED])
def test_what_a_license_was_or_is_not_contradicts_its_tag(tag: str, words: str) -> None:
    audit = _audited(tag, words)

    is_unclear(audit)
    assert "card-and-file-disagree" in open_rules(audit)


@pytest.mark.parametrize(("tag", "words"), _NOT_FOR_ALL)
def test_a_license_that_does_not_apply_to_some_is_left_to_read(tag: str, words: str) -> None:
    audit = _audited(tag, words)

    is_unclear(audit)
    assert "not-understood" in open_rules(audit)
    assert not [each.quote for each in audit.statements if each.kind is StatementKind.DENIED]


@pytest.mark.parametrize(("tag", "words"), _NO_CONTRADICTION)
def test_what_is_said_of_another_time_or_thing_contradicts_nothing(tag: str, words: str) -> None:
    assert _audited(tag, words).standing is Standing.NO_FINDINGS
