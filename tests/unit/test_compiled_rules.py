"""The compiled rules say what the TOML says, and stale or foreign ones are not read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from auditor.disk_cache import Store
from auditor.errors import RuleError
from auditor.knowledge import Knowledge, directory
from auditor.knowledge.compiled import CompiledRules, built, compiled, of_checkout, stamp_of
from auditor.knowledge.rule_files import RuleFiles
from auditor.lineage.releases import Known, bare_name, releases_of, title_words

_FILES = RuleFiles(directory())


@pytest.fixture(scope="module")
def rules() -> CompiledRules:
    return CompiledRules(compiled(_FILES), "here")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rules directory of a license and a family in a checkout, and an empty cache of the user."""
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path / "cache"))
    root = tmp_path / "checkout" / "rules"
    for name in ("licenses/mit.toml", "models/microsoft/phi-2.toml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(directory() / name, root / name)
    for folder in ("phrases", "origins"):
        shutil.copytree(directory() / folder, root / folder)
    shutil.copy(directory() / "license-names.toml", root / "license-names.toml")
    (root / "hub-ids.toml").write_text('[[id]]\nid = "mit"\nexpression = "MIT"\nprofile = "mit"\n', encoding="utf-8")
    (root / "tokenizers").mkdir()
    (root / "tokenizers" / "known.toml").touch()
    of_checkout(_FILES)  # a check of rules of one's own looks at those that come with auditor
    (root.parent / "before").write_text("\n".join(map(str, _files())), encoding="utf-8")
    return root


def _files() -> list[Path]:
    return [path for path in Path(os.environ["AUDITOR_CACHE"]).rglob("*") if path.is_file()]


def _kept(checkout: Path) -> list[Path]:
    """What is in the cache since the checkout was made."""
    before = (checkout.parent / "before").read_text(encoding="utf-8").split("\n")
    return [path for path in _files() if str(path) not in before]


def test_every_profile_is_the_one_of_the_toml(rules: CompiledRules) -> None:
    assert rules.profile_keys == _FILES.profile_keys
    assert rules.profile_ids == _FILES.profile_ids
    assert len(rules.profile_keys) > 70
    for key in rules.profile_keys:
        assert rules.profile(key) == _FILES.profile(key)


def test_every_family_and_its_index_are_those_of_the_toml(rules: CompiledRules) -> None:
    assert rules.release_index == _FILES.release_index
    assert len(rules.release_index.families) > 150
    for number in range(len(rules.release_index.families)):
        assert rules.family(number) == _FILES.family(number)


def test_all_else_is_that_of_the_toml(rules: CompiledRules) -> None:
    assert rules.rules == _FILES.rules
    assert rules.tokenizers == _FILES.tokenizers
    assert rules.hub == _FILES.hub
    assert rules.digest == _FILES.digest
    assert [rule.id for rule in rules.rules] == sorted(rule.id for rule in rules.rules)
    assert len(rules.hub.ids) > 80


def test_knowledge_says_the_same_from_both_forms(knowledge: Knowledge) -> None:
    toml = Knowledge(directory())

    assert knowledge.digest == toml.digest
    assert len(toml.digest) == 12
    assert knowledge.profiles == toml.profiles
    assert knowledge.families == toml.families
    assert knowledge.rules == toml.rules
    assert knowledge.hub_ids == toml.hub_ids
    assert knowledge.license_names == toml.license_names


def test_the_same_toml_gives_the_same_bytes() -> None:
    assert compiled(_FILES) == compiled(RuleFiles(directory()))


# what the index finds is what a walk over all families finds


def _all(knowledge: Knowledge) -> list[Known]:
    return [Known(family, release) for family in knowledge.families for release in family.releases]


def test_a_release_is_found_by_its_id_and_by_its_license(knowledge: Knowledge) -> None:
    releases = releases_of(knowledge)
    for known in _all(knowledge):
        assert releases.get(known.release.repo.upper()) == known
        assert known.release.license is None or known in releases.under(known.release.license)
    assert sum(len(releases.under(expression)) for expression in releases.licenses) == len(
        [known for known in _all(knowledge) if known.release.license]
    )
    assert releases.get("nobody/Nothing-1B") is None


def test_a_release_is_found_by_publisher_and_name(knowledge: Knowledge) -> None:
    releases = releases_of(knowledge)
    for known in _all(knowledge):
        release = releases.called(known.release.repo)
        assert release is not None
        assert bare_name(release.release.repo) == bare_name(known.release.repo)
        assert release.release.repo.split("/")[0] == known.release.repo.split("/")[0]


def test_a_title_finds_what_is_called_so_and_what_begins_so(knowledge: Knowledge) -> None:
    originals = [known for known in _all(knowledge) if not known.release.base]
    for title, release in releases_of(knowledge).by_title.items():
        alike = [known for known in originals if title_words(known.release.repo)[: len(title)] == title]
        exact = [known for known in alike if title_words(known.release.repo) == title]
        families = {known.family.key for known in exact}
        called = [known for known in _all(knowledge) if title in map(title_words, known.release.titles)]
        if exact and release:
            assert sorted(known.release.repo for known in release) == sorted(
                known.release.repo for known in alike if known.family.key in families
            )
            assert list(release[: len(exact)]) == exact
        elif release:
            assert [known.release.repo for known in release] == [called[-1].release.repo]
        else:
            assert len({known.family.key for known in (*exact, *called)}) > 1


def test_a_hidden_size_finds_the_families_that_may_have_it(knowledge: Knowledge) -> None:
    releases = releases_of(knowledge)
    shaped = [family for family in knowledge.families if family.shape and "_class_name" not in family.shape]
    sizes = {family.shape.get("hidden_size") for family in shaped} - {None}
    for size in sizes:
        expected = [family for family in shaped if family.shape.get("hidden_size", size) == size]
        assert list(releases.of_size(size)) == expected
        assert list(releases.of_size(float(str(size)))) == expected
    assert [family.key for family in releases.of_size(10**400)] == [
        family.key for family in shaped if "hidden_size" not in family.shape
    ]


# in a checkout


def test_the_first_use_in_a_checkout_leaves_them_in_the_cache(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = of_checkout(RuleFiles(checkout))
    assert len(_kept(checkout)) == 1

    monkeypatch.setattr("auditor.knowledge.compiled.compiled", lambda *_: pytest.fail("compiled again"))
    again = of_checkout(RuleFiles(checkout))
    assert again.contents == first.contents
    assert again.profile("mit") == _FILES.profile("mit")


def test_a_changed_file_is_read_again(checkout: Path) -> None:
    before = of_checkout(RuleFiles(checkout))
    file = checkout / "licenses" / "mit.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('name = "MIT', 'name = "TIM'), encoding="utf-8")
    after = of_checkout(RuleFiles(checkout))

    assert after.profile("mit").name == before.profile("mit").name.replace("MIT", "TIM")
    assert after.digest == RuleFiles(checkout).digest != before.digest


def test_a_file_that_comes_or_goes_is_noticed(checkout: Path) -> None:
    shutil.copy(directory() / "licenses" / "apache-2.0.toml", checkout / "licenses")
    assert of_checkout(RuleFiles(checkout)).profile_keys == ("apache-2.0", "mit")
    (checkout / "licenses" / "apache-2.0.toml").unlink()
    assert of_checkout(RuleFiles(checkout)).profile_keys == ("mit",)


def test_a_file_that_others_need_is_missed(checkout: Path) -> None:
    (checkout / "licenses" / "mit.toml").unlink()

    with pytest.raises(RuleError) as caught:
        of_checkout(RuleFiles(checkout))

    assert {problem.file for problem in caught.value.problems} == {"hub-ids.toml", "models/microsoft/phi-2.toml"}


def test_what_make_wrote_is_read_while_its_stamp_holds(checkout: Path) -> None:
    place = built(checkout)
    place.parent.mkdir()
    place.write_bytes(compiled(RuleFiles(checkout), stamp_of(checkout)))
    assert of_checkout(RuleFiles(checkout)).digest == RuleFiles(checkout).digest
    assert _kept(checkout) == []

    (checkout / "models" / "microsoft" / "phi-2.toml").touch()
    assert of_checkout(RuleFiles(checkout)).digest == RuleFiles(checkout).digest
    assert len(_kept(checkout)) == 1


@pytest.mark.parametrize("change", [lambda data: data[:-9], lambda data: data.replace(b"MIT", b"TIM")])
def test_a_broken_file_in_the_cache_is_ignored(checkout: Path, change: object) -> None:
    assert callable(change)
    of_checkout(RuleFiles(checkout))
    (file,) = _kept(checkout)
    file.write_bytes(change(file.read_bytes()))

    assert of_checkout(RuleFiles(checkout)).profile("mit") == _FILES.profile("mit")


@pytest.mark.skipif(os.name != "posix", reason="files have no owner")
def test_a_file_of_another_user_in_the_cache_is_ignored(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = stamp_of(checkout)
    store = Store(Path(os.environ["AUDITOR_CACHE"]))
    store.put(compiled(_FILES, stamp), "rules", stamp)
    assert len(of_checkout(RuleFiles(checkout)).profile_keys) > 70
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)

    assert of_checkout(RuleFiles(checkout)).profile_keys == ("mit",)


def test_a_cache_that_cannot_be_written_is_no_error(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = checkout / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("AUDITOR_CACHE", str(blocked))

    assert of_checkout(RuleFiles(checkout)).profile("mit") == _FILES.profile("mit")


def test_rules_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="cannot be read"):
        of_checkout(RuleFiles(tmp_path / "rules"))


def test_malformed_toml_is_told_as_always(checkout: Path) -> None:
    (checkout / "licenses" / "mit.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(RuleError, match=r"mit\.toml:1: not TOML"):
        of_checkout(RuleFiles(checkout))


@pytest.mark.parametrize(
    "data", [b"", b"rules of auditor, compiled\n", b"rules of auditor, compiled\n{}\n", b"\x80\x04"]
)
def test_what_is_no_compiled_file_is_none(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "rules.bin").write_bytes(data)
    assert CompiledRules.read(tmp_path / "rules.bin") is None
    assert CompiledRules.read(tmp_path / "absent.bin") is None


def test_a_part_that_does_not_fit_is_told_with_its_place() -> None:
    rules = CompiledRules(compiled(_FILES).replace(b'"kind":"permissive"', b'"kine":"permissive"'), "some place")
    with pytest.raises(RuleError, match="some place") as raised:
        rules.profile("mit")
    assert raised.value.tip


def test_a_value_of_another_type_than_its_field_is_not_compiled(checkout: Path) -> None:
    file = checkout / "licenses" / "mit.toml"
    file.write_text("names_holder = 'yes'\n" + file.read_text(encoding="utf-8").replace("names_holder", "#"))
    with pytest.raises(RuleError):
        compiled(RuleFiles(checkout))
