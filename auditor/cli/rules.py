"""`auditor rules`: list the rules, a line each; for rule authors: check, new, text, index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from auditor.pipeline.rules_new import New

_WRONG = 2
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)
_RULES = click.option(
    "--rules",
    "directory",
    type=_DIRECTORY,
    help="The rules directory. Default: rules/ here, else that of the checkout.",
)


class _InOrder(click.Group):
    """Commands in the order in which they are written; a mistake in a file is reported as one, with exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        from auditor.errors import RuleError  # noqa: PLC0415 - not loaded for --help, as what follows

        try:
            return super().invoke(ctx)
        except RuleError as error:
            from auditor.cli.common import to_stderr  # noqa: PLC0415
            from auditor.report.common.clean import line  # noqa: PLC0415

            for says in [str(problem) for problem in error.problems] or [error.message]:
                to_stderr(f"auditor: {line(says)}")
            if error.tip:
                to_stderr("tip: " + "\n".join(map(line, error.tip.splitlines())))
            ctx.exit(_WRONG)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        del ctx
        return list(self.commands)


@click.group("rules", cls=_InOrder, invoke_without_command=True, short_help="List, check and write rules.")
@click.pass_context
def command(ctx: click.Context) -> None:
    """List every rule: its id, and what is wrong when it finds something.

    The commands below are for those who write rules, licenses and known models: rules/README.md.
    """
    if ctx.invoked_subcommand is None:
        _list()


@command.command("list", short_help="List the rules.")
def list_() -> None:
    """List every rule: its id, and what is wrong when it finds something."""
    _list()


@command.command("check", short_help="Check a rules directory.")
@click.argument("path", type=_DIRECTORY, required=False)
@click.pass_context
def check(ctx: click.Context, path: Path | None) -> None:
    """Check a rules directory: keys, words, quotes against texts, shapes of models, cases of rules.

    Each problem is a line on stdout with its place; exit code 2 if there is any.
    """
    from auditor.cli.common import to_stderr  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.cli.output import emit  # noqa: PLC0415
    from auditor.pipeline import rules_check  # noqa: PLC0415
    from auditor.report.common.clean import line  # noqa: PLC0415

    checked = rules_check.check(_directory(path))
    emit("".join(f"{line(str(problem))}\n" for problem in checked.problems), None)
    if checked.problems:
        many = "1 problem" if len(checked.problems) == 1 else f"{len(checked.problems)} problems"
        to_stderr(f"auditor: {many}; rules/README.md explains each file")
        ctx.exit(_WRONG)
    to_stderr(
        f"auditor: {checked.licenses} licenses, {checked.quotes} quotes, {checked.families} families,"
        f" {checked.releases} releases, {checked.rules} rules, {checked.cases} cases, {checked.phrases} phrases:"
        " nothing is wrong"
    )


@command.command("index", short_help="Write INDEX.md, WORDS.md, KEYS.md and schema/.")
@click.argument("path", type=_DIRECTORY, required=False)
def index(path: Path | None) -> None:
    """Write the files generated from the others: INDEX.md, WORDS.md, KEYS.md and the JSON Schemas for editors."""
    from auditor.cli.common import to_stderr  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.cli.output import replace  # noqa: PLC0415
    from auditor.knowledge import Knowledge  # noqa: PLC0415
    from auditor.knowledge.generated import generated  # noqa: PLC0415

    root = _directory(path)
    made = generated(Knowledge(root))
    for name, text in made.items():
        (root / name).parent.mkdir(exist_ok=True)
        replace(root / name, text.encode(), what=name)
    to_stderr(f"auditor: wrote {', '.join(name for name in made if '/' not in name)} and schema/ in {root}")


@command.command("text", short_help="Make a license text known.")
@click.argument("key")
@click.option("--from", "text", type=_FILE, required=True, help="The license text, UTF-8.")
@_RULES
def text(key: str, text: Path, directory: Path | None) -> None:
    """Make a text of the license KEY known, so that quotes can be compared with it; add its sha256 to `texts`.

    It is also recognised as that license, unless another text has its words.
    """
    from auditor.cli.common import to_stderr  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.knowledge import Knowledge  # noqa: PLC0415
    from auditor.pipeline.rules_new import New, texts  # noqa: PLC0415

    root = _directory(directory)
    profile = Knowledge(root).profile(key)
    if profile is None or profile.key != key:
        raise click.UsageError(f"There is no file licenses/{key}.toml. auditor rules new license makes one.")
    license_text = texts.read(text, root)
    known = {**texts.with_quotes(root, license_text), **texts.recognised(root, key, profile.spdx, license_text)}
    New(made={}, changed=known, next=()).write(root)
    to_stderr(f'auditor: add "{license_text.sha256}" to `texts` of licenses/{key}.toml')


@command.group("new", cls=_InOrder, short_help="Begin a file of rules.")
def new() -> None:
    """Write a file with its head filled in; an existing file is never overwritten."""


@new.command("license", short_help="Begin licenses/KEY.toml.")
@click.argument("key")
@click.option("--from", "text", type=_FILE, required=True, help="The license text, UTF-8.")
@_RULES
def new_license(key: str, text: Path, directory: Path | None) -> None:
    """Begin licenses/KEY.toml from the text of a license, and make that text known."""
    from datetime import UTC, datetime  # noqa: PLC0415 - not loaded for --help, as what follows

    from auditor.pipeline.rules_new.license import license_file  # noqa: PLC0415

    root = _directory(directory)
    _write(root, license_file(root, key, text, f"{datetime.now(UTC):%Y-%m}"))


@new.command("model", short_help="Begin models/PUBLISHER/NAME.toml.")
@click.argument("repo")
@click.option("--from", "config", type=_FILE, required=True, help="The model's config.json.")
@_RULES
def new_model(repo: str, config: Path, directory: Path | None) -> None:
    """Begin models/PUBLISHER/NAME.toml for the repository PUBLISHER/NAME, from its config.json."""
    from auditor.knowledge import Knowledge  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.pipeline.rules_new.model import model_file  # noqa: PLC0415

    root = _directory(directory)
    _write(root, model_file(repo, config, Knowledge(root)))


@new.command("rule", short_help="Begin checks/ID.toml.")
@click.argument("rule_id", metavar="ID")
@_RULES
def new_rule(rule_id: str, directory: Path | None) -> None:
    """Begin checks/ID.toml, with a case that is met and one that is not."""
    from auditor.pipeline.rules_new.rule import rule_file  # noqa: PLC0415 - not loaded for --help
    from auditor.version import VERSION  # noqa: PLC0415

    _write(_directory(directory), rule_file(rule_id, VERSION))


def _list() -> None:
    from auditor.cli.output import emit  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.knowledge import default_knowledge  # noqa: PLC0415

    rules = default_knowledge().rules
    widest = max((len(rule.id) for rule in rules), default=0)
    emit("".join(f"{rule.id:<{widest}}  {rule.title}\n" for rule in rules), None)


def _directory(given: Path | None) -> Path:
    """The rules directory: the option's, else rules/ here, else that of the checkout."""
    from auditor.knowledge import directory  # noqa: PLC0415 - not loaded for --help

    here = Path("rules")
    if given is not None:
        return given
    return here if (here / "licenses").is_dir() else directory()


def _write(root: Path, made: New) -> None:
    from auditor.cli.common import to_stderr  # noqa: PLC0415 - not loaded for --help

    made.write(root)
    for name in made.made:
        to_stderr(f"auditor: wrote {root / name}")
    for sentence in made.next:
        to_stderr(sentence)
