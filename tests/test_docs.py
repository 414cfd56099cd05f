"""The documents say what is there, and only that."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from promo_data.settings import Credentials, Settings, read_settings
from scripts.generate_docs import GENERATED

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
EXAMPLE = ROOT / ".streamlit" / "secrets.toml.example"
MADE = {".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "htmlcov"}
# A package index, a mirror or a folder of one machine; the brackets keep this file from naming one.
ELSEWHERE = re.compile(r"py[p]i\.org|python[h]osted|registry\.npm[j]s|deb\.[d]ebian|(?<![\w.])/(wor[k]|far[m])/")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _is_ours(path: Path) -> bool:
    return path.is_file() and not MADE & set(path.relative_to(ROOT).parts) and not path.name.startswith(".coverage")


def _texts() -> Iterator[tuple[str, str]]:
    return ((_name(path), path.read_text("utf-8", errors="ignore")) for path in ROOT.rglob("*") if _is_ours(path))


def _linked(document: Path) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8")):
        if not target.startswith(("http://", "https://", "#")):
            yield target.partition("#")[0]


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_internal_link_leads_somewhere(document: Path) -> None:
    assert [target for target in _linked(document) if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    named = set(re.findall(r"`make ([a-z]+)", document.read_text("utf-8")))
    assert named <= set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_every_make_target_is_in_the_guide_for_contributors() -> None:
    offered = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert offered <= set(re.findall(r"`make ([a-z]+)", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))) | {"help"}


def test_no_file_names_a_package_index_or_a_folder_of_one_machine() -> None:
    assert [name for name, text in _texts() if ELSEWHERE.search(text)] == []


def test_every_setting_of_the_design_is_in_the_example() -> None:
    designed = re.findall(r"PROMO_([A-Z_]*[A-Z])", (ROOT / "docs" / "design.md").read_text("utf-8"))
    assert {name.lower() for name in designed} <= _keys_of_the_example()


def test_every_setting_of_the_code_is_in_the_example() -> None:
    settings = {*Settings.model_fields, *Credentials.model_fields} - {"credentials", "org_credentials"}
    assert settings <= _keys_of_the_example()


def test_the_example_changes_nothing_until_a_line_is_taken_in() -> None:
    example = tomllib.loads(EXAMPLE.read_text("utf-8"))
    assert example == {"connections": {"promotions": {}}}


def test_every_line_of_the_example_can_be_taken_in() -> None:
    taken_in = re.sub(r"^# (?=\[|\w+ = )", "", EXAMPLE.read_text("utf-8"), flags=re.MULTILINE)
    settings = read_settings({}, tomllib.loads(taken_in)["connections"]["promotions"])
    assert settings.base_url is not None
    assert list(settings.org_credentials) == [50405]


@pytest.mark.parametrize("page", GENERATED)
def test_every_generated_document_is_fresh(page: str) -> None:
    assert (ROOT / "docs" / page).read_text("utf-8") == GENERATED[page]()


def _keys_of_the_example() -> set[str]:
    return set(re.findall(r"^# (\w+) = ", EXAMPLE.read_text("utf-8"), re.MULTILINE))
