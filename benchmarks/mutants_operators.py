"""Small faults to put into code: an expression or a statement becomes another that somebody might have written."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_REPLACED = {"all": "any", "any": "all", "min": "max", "max": "min"}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


_MOST = 240
"""Characters of a fault that are shown, on each side."""
NOTED = "__noted__"
"""What a watched function calls with the line of each of its statements."""


class Mutant(NamedTuple):
    """One fault in one file."""

    path: Path
    line: int
    statement: int
    """The line of the statement that it is in; 0 outside functions."""
    place: str
    """The function that it is in, as `Class.method`; "" outside functions."""
    before: str
    after: str
    node: int
    """The changed node, by its place in a walk of the tree."""
    choice: int
    """Which of the faults of that node."""
    uses: tuple[int, ...]
    """Of a constant of this module alone, the lines of the statements that use it; empty where that is not known."""
    which: int
    """Which of the same faults of the same place: 1, 2, …"""

    def tree(self) -> ast.Module:
        """The file's source with the fault in it."""
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        wanted = next(node for number, node in enumerate(ast.walk(tree)) if number == self.node)
        changed = next(node for number, (_, node) in enumerate(_changed(wanted)) if number == self.choice)
        changed = copy.deepcopy(changed)  # it holds parts of the node that it takes the place of
        _Exchange(wanted, changed).visit(tree)
        return ast.fix_missing_locations(tree)

    def name(self, root: Path) -> str:
        """The fault by its file and function, whatever its line: `auditor/verdict.py worst: a < b → a <= b`."""
        place = f" {self.place}" if self.place else ""
        which = f" ({self.which})" if self.which > 1 else ""
        return f"{self.path.relative_to(root)}{place}: {self.fault}{which}"

    @property
    def fault(self) -> str:
        """What became of what, of which not more is shown than a row has room for."""
        return f"{_short(self.before)} → {_short(self.after)}"


def mutants(path: Path, source: str) -> Iterator[Mutant]:
    """Every fault of a file, in its order; strings, annotations and what only types need are left alone."""
    tree = ast.parse(source)
    statements = [statement for function in _functions(tree) for body in _bodies(function) for statement in body]
    places = dict(_places(tree, ""))
    uses = {node: lines for constant, lines in _uses(tree, statements) for node in ast.walk(constant)}
    idle = {node for part in _never_run(tree) for node in ast.walk(part)}
    counts: Counter[tuple[str, str]] = Counter()
    for number, node in enumerate(ast.walk(tree)):
        if not isinstance(node, (ast.expr, ast.stmt)) or node in idle:
            continue
        for choice, (before, changed) in enumerate(_changed(node)):
            around = [each.lineno for each in statements if each.lineno <= node.lineno <= (each.end_lineno or 0)]
            place, after = places.get(node, ""), ast.unparse(changed)
            lines = uses.get(node, ())
            mutant = Mutant(path, node.lineno, max(around, default=0), place, before, after, number, choice, lines, 1)
            counts[place, mutant.fault] += 1
            yield mutant._replace(which=counts[place, mutant.fault])


def _places(node: ast.AST, place: str) -> Iterator[tuple[ast.AST, str]]:
    """Every node in a function or class with its name."""
    for child in ast.iter_child_nodes(node):
        is_named = isinstance(child, (ast.FunctionDef, ast.ClassDef))
        inner = (
            f"{place}.{child.name}".removeprefix(".") if isinstance(child, (ast.FunctionDef, ast.ClassDef)) else place
        )
        yield child, place if is_named else inner
        yield from _places(child, inner)


def _uses(tree: ast.Module, statements: list[ast.stmt]) -> Iterator[tuple[ast.stmt, tuple[int, ...]]]:
    """Each private constant, with the lines of the statements of functions that use it, or a constant made from it."""
    names = {names[0]: statement for statement in tree.body if len(names := _private(statement)) == 1}
    read: dict[str, list[ast.AST]] = {name: [] for name in names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in read:
            read[node.id].append(node)
    within = {node: name for name, constant in names.items() for node in ast.walk(constant)}
    inner = {node: statement.lineno for statement in statements for node in ast.walk(statement)}
    for name, constant in names.items():
        seen, lines, waiting = {name}, set[int](), [name]
        while waiting:
            for node in read[waiting.pop()]:
                further = within.get(node, "")
                if further and further not in seen:
                    seen.add(further)
                    waiting.append(further)
                lines.add(0 if not further and node not in inner else inner.get(node, -1))
        if lines and 0 not in lines:
            yield constant, tuple(sorted(lines - {-1}))


def _private(statement: ast.stmt) -> list[str]:
    """The private names that a statement of a module sets."""
    targets = statement.targets if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
    each = targets if isinstance(targets, list) else [targets]
    return [target.id for target in each if isinstance(target, ast.Name) and target.id.startswith("_")]


def _short(code: str) -> str:
    line = " ".join(code.split())
    return line if len(line) <= _MOST else f"{line[:_MOST]}…"


def watched(tree: ast.Module) -> ast.Module:
    """The tree, where each statement of a function first notes its line."""
    for function in _functions(tree):
        for body in _bodies(function):
            noted = []
            for statement in body:
                note = ast.Expr(ast.Call(ast.Name(NOTED, ast.Load()), [ast.Constant(statement.lineno)], []))
                noted += [ast.copy_location(note, statement), statement]
            body[:] = noted
    return ast.fix_missing_locations(tree)


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def _bodies(function: ast.FunctionDef) -> list[list[ast.stmt]]:
    """Every list of statements in a function, but for those of functions in it."""
    bodies: list[list[ast.stmt]] = []
    nodes: list[ast.AST] = [function]
    while nodes:
        node = nodes.pop()
        lists = (getattr(node, name, None) for name in ("body", "orelse", "finalbody"))
        bodies += [body for body in lists if isinstance(body, list) and body]
        nodes += [child for child in ast.iter_child_nodes(node) if not isinstance(child, (ast.FunctionDef, ast.expr))]
    return bodies


def _changed(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The node as it is, and as it might have been."""
    for changed in (*_of_an_expression(node), *_of_a_statement(node)):
        yield ast.unparse(node), ast.fix_missing_locations(ast.copy_location(changed, node))


def _of_an_expression(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            for other in _COMPARED.get(type(operator), ()):
                yield ast.Compare(left=left, ops=[other()], comparators=[right])
        case ast.BoolOp(op=operator, values=values):
            yield ast.BoolOp(op=ast.And() if isinstance(operator, ast.Or) else ast.Or(), values=values)
            for left_out in range(len(values)):
                rest = [*values[:left_out], *values[left_out + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op=operator, values=rest)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.IfExp(test=test, body=body, orelse=orelse) if not _turned_itself(test):
            yield ast.IfExp(test=test, body=orelse, orelse=body)
        case _:
            yield from _of_a_value(node)


def _of_a_value(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(value=not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value=value + 1)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _COMPUTED:
            yield ast.BinOp(left=left, op=_COMPUTED[type(operator)](), right=right)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name in _REPLACED:
            yield ast.Call(func=ast.Name(id=_REPLACED[name], ctx=ast.Load()), args=args, keywords=keywords)


def _of_a_statement(node: ast.AST) -> Iterator[ast.stmt]:
    match node:
        case ast.If(test=test, body=body, orelse=orelse) if not _turned_itself(test):
            yield ast.If(test=ast.UnaryOp(op=ast.Not(), operand=test), body=body, orelse=orelse)
        case ast.Continue():
            yield ast.Break()
        case ast.AugAssign() | ast.Expr(value=ast.Call()):
            yield ast.Pass()


def _turned_itself(test: ast.expr) -> bool:
    """Whether a condition is changed as an expression already, so that turning it round would say the same."""
    return isinstance(test, (ast.Compare, ast.BoolOp)) or (
        isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    )


class _Exchange(ast.NodeTransformer):
    def __init__(self, wanted: ast.AST, changed: ast.AST) -> None:
        self._wanted, self._changed = wanted, changed

    def visit(self, node: ast.AST) -> ast.AST:
        """The node, or what takes its place."""
        return self._changed if node is self._wanted else self.generic_visit(node)


def _never_run(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield node
            case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=annotation) if annotation:
                yield annotation
            case ast.ClassDef(body=body, keywords=keywords):
                # a field's default: the class is made already, and its tests are those of who makes one
                yield from (line for line in body if isinstance(line, (ast.AnnAssign, ast.Assign)))
                yield from keywords
            case ast.FunctionDef(returns=returns, decorator_list=decorators):
                yield from [returns] if returns else []
                yield from decorators  # how many answers a cache keeps: no answer hangs on it
