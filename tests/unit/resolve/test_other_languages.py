"""Cards in languages that are not understood: words of limits are quoted, named bases are asked about, no more."""

from __future__ import annotations

import pytest

from auditor.model import Audit, Standing, Verdict
from support import models

LLAMA = "meta-llama/Llama-3.1-8B-Instruct"
_MIT = models.mit("Copyright (c) 2026 Acme Ltd")


def _audit(sentence: str) -> Audit:
    return models.audit(
        {"README.md": models.card("license: mit", f"# Acme\n\n{sentence}"), "LICENSE": _MIT}, "acme/m-7b"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        f"Bu model, {LLAMA} modelinin Türkçe verilerle ince ayarlanmış sürümüdür.",
        f"Mô hình này được tinh chỉnh từ {LLAMA} trên dữ liệu tiếng Việt.",
        f"Questo modello si basa su {LLAMA}.",
        f"Dit model is een doorgetrainde versie van {LLAMA} op Nederlandse data.",
        f"Model powstał przez dostrojenie {LLAMA} na polskich danych.",
        f"Tento model vznikl doladěním modelu {LLAMA} na českých datech.",
        f"Den här modellen är en finjusterad version av {LLAMA}.",
        f"Ez a modell a {LLAMA} magyar adatokon finomhangolt változata.",
        f"هذا النموذج مبني على {LLAMA} وتم ضبطه على بيانات عربية.",
        f"این مدل نسخه تنظیم‌شده {LLAMA} بر روی داده‌های فارسی است.",
        f"מודל זה הוא גרסה מכווננת של {LLAMA} על נתונים בעברית.",
        f"Το μοντέλο αυτό βασίζεται στο {LLAMA}.",
        f"यह मॉडल {LLAMA} पर आधारित है।",
        f"โมเดลนี้ปรับแต่งมาจาก {LLAMA} ด้วยข้อมูลภาษาไทย",
    ],
)
def test_a_base_is_asked_about_and_accuses_nobody(sentence: str) -> None:
    made = _audit(sentence)

    assert "license-text-missing:llama3.1:meta-llama/Meta-Llama-3.1-8B-Instruct" in models.ids(made)
    assert {finding.verdict for finding in made.findings} == {Verdict.UNDETERMINED}


@pytest.mark.parametrize(
    "sentence",
    [
        "Bu model yalnızca akademik araştırma amacıyla kullanılabilir.",
        "Mô hình không được sử dụng cho mục đích thương mại.",
        "Dit model mag alleen voor niet-commerciële doeleinden worden gebruikt.",
        "Model można wykorzystywać wyłącznie do celów niekomercyjnych.",
        "Model lze používat pouze pro nekomerční účely.",
        "Modellen får endast användas för icke-kommersiella ändamål.",
        "Model ini dilarang digunakan secara komersial.",
        "Модель можна використовувати лише в некомерційних цілях.",
        "Комерційне використання заборонено.",
        "هذا النموذج للاستخدام غير التجاري فقط.",
        "استفاده از این مدل فقط برای مقاصد غیرتجاری مجاز است.",
        "המודל מיועד לשימוש לא מסחרי בלבד.",
        "Το μοντέλο διατίθεται μόνο για μη εμπορική χρήση.",
        "यह मॉडल केवल गैर-व्यावसायिक उपयोग के लिए है।",
        "โมเดลนี้ใช้ได้เฉพาะเพื่อการวิจัยเท่านั้น ห้ามใช้เชิงพาณิชย์",
    ],
)
def test_a_limit_beside_a_permissive_license_is_a_question(sentence: str) -> None:
    made = _audit(sentence)

    assert made.standing is Standing.UNDETERMINED
    (finding,) = made.failing
    assert sentence.split(".", maxsplit=1)[0] in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        "Questo modello è stato addestrato da zero e supera Llama-3.1-8B. L'uso commerciale è consentito.",
        "Dit model is vanaf nul getraind en presteert beter dan Llama-3.1-8B. Commercieel gebruik is toegestaan.",
        "Wyniki są lepsze niż Llama-3.1-8B. Użycie komercyjne jest dozwolone.",
        "Bu model sıfırdan eğitilmiştir ve Llama-3.1-8B modelinden daha iyidir. Ticari kullanıma açıktır.",
        "Được huấn luyện từ đầu, tốt hơn Llama-3.1-8B. Được phép sử dụng cho mục đích thương mại.",
        "Dilatih dari awal dan lebih baik dari Llama-3.1-8B. Boleh digunakan secara komersial.",
        "Model byl natrénován od nuly a je lepší než Llama-3.1-8B. Komerční použití je povoleno.",
        "Модель навчено з нуля; вона краща за Llama-3.1-8B. Комерційне використання дозволено.",
        "تم تدريب هذا النموذج من الصفر، وهو أفضل من Llama-3.1-8B. الاستخدام التجاري مسموح.",
        "מודל זה אומן מאפס וטוב יותר מ Llama-3.1-8B. שימוש מסחרי מותר.",
        "Εκπαιδεύτηκε από το μηδέν και είναι καλύτερο από το Llama-3.1-8B. Η εμπορική χρήση επιτρέπεται.",
        "यह मॉडल शून्य से प्रशिक्षित है और Llama-3.1-8B से बेहतर है। व्यावसायिक उपयोग की अनुमति है।",
        "โมเดลนี้ฝึกตั้งแต่ต้น และดีกว่า Llama-3.1-8B ใช้เชิงพาณิชย์ได้",
    ],
)
def test_a_comparison_and_a_permission_are_no_finding(sentence: str) -> None:
    assert _audit(sentence).standing is Standing.NO_FINDINGS
