# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What `./nb` tells the package installers, and how it explains their failures."""

import os
from pathlib import Path

import pytest

from tools import console, environment, packaging, system, testing


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch) -> None:
    for name in list(os.environ):
        if name.startswith(("UV_", "SSL_", "HTTP", "PIP_")):
            monkeypatch.delenv(name)


def test_an_own_index_of_pip_is_passed_on(tmp_path: Path) -> None:
    certificate = tmp_path / "ca.pem"
    certificate.write_text("", encoding="utf-8")
    pip = {
        "index-url": "https://mirror.example/simple",
        "extra-index-url": "https://a.example/simple https://b.example/simple",
        "find-links": "/wheels /more",
        "cert": str(certificate),
        "proxy": "http://proxy.example:3128",
        "trusted-host": "mirror.example",
    }

    told = environment.uv_settings(pip)

    assert told == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_INDEX": "https://a.example/simple https://b.example/simple",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": "/wheels,/more",
        "UV_INSECURE_HOST": "mirror.example",
        "SSL_CERT_FILE": str(certificate),
        "HTTPS_PROXY": "http://proxy.example:3128",
        "HTTP_PROXY": "http://proxy.example:3128",
    }


def test_what_is_set_for_uv_itself_stays(monkeypatch) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://mine.example/simple")

    assert environment.uv_settings({"index-url": "https://mirror.example/simple"}) == {}


def test_without_settings_nothing_is_passed_on() -> None:
    assert environment.uv_settings({}) == {}


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("Temporary failure in name resolution", "geen verbinding"),
        ("npm error code ENOTFOUND", "geen verbinding"),
        ("ERROR: Could not find a version (from versions: none)", "geen verbinding"),
        ("SSL: CERTIFICATE_VERIFY_FAILED", "certificaat"),
        ("OSError: [Errno 28] No space left on device", "schijf is vol"),
        ("something else", "Lees hierboven"),
    ],
)
def test_a_failed_installation_is_explained(output: str, sentence: str) -> None:
    assert sentence in console.explain(output)


def test_a_program_that_fails_stops_with_its_last_lines() -> None:
    with pytest.raises(console.Stop, match="(?s)laatste regel.*Dat lukte niet"):
        console.run(["sh", "-c", "echo laatste regel; exit 3"], failure="Dat lukte niet.")


def test_a_program_that_is_missing_stops_with_its_name() -> None:
    with pytest.raises(console.Stop, match="bestaat-niet-hier start niet"):
        console.run(["bestaat-niet-hier"], failure="Dat lukte niet.")


def test_the_fingerprint_changes_with_name_and_content(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    (tmp_path / "a").write_text("1", encoding="utf-8")
    (tmp_path / "b").write_text("1", encoding="utf-8")

    one, other = (
        environment.fingerprint([tmp_path / "a"]),
        environment.fingerprint([tmp_path / "b"]),
    )
    (tmp_path / "a").write_text("2", encoding="utf-8")

    assert len({one, other, environment.fingerprint([tmp_path / "a"])}) == 3


@pytest.mark.parametrize(
    ("version", "good"), [("v20.18.9", False), ("v20.19.0", True), ("v24.1.0", True), ("x", False)]
)
def test_only_a_new_node_is_used(version: str, good: bool, tmp_path, monkeypatch) -> None:
    for name in ("node", "npm"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    assert (system.node_programs() is not None) is good


def test_without_rights_the_line_to_type_is_printed(monkeypatch, capsys) -> None:
    monkeypatch.setattr(system, "is_root", lambda: False)
    monkeypatch.setenv("CI", "")
    monkeypatch.setattr(
        system.shutil, "which", lambda name: "/usr/bin/apt-get" if "apt" in name else None
    )

    assert system.install(["chromium"], reason="Een browser ontbreekt.") is False
    assert "sudo apt-get install -y chromium" in capsys.readouterr().err.replace(
        "update && sudo apt-get ", ""
    )


def test_a_report_of_pytest_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="10" failures="1" errors="1" skipped="2"/></testsuites>',
        encoding="utf-8",
    )

    assert testing.count(report) == (6, 2, 2)


def test_a_report_that_was_not_written_counts_nothing(tmp_path: Path) -> None:
    assert testing.count(tmp_path / "none.xml") == (0, 0, 0)


def test_a_failed_check_makes_the_last_line_fail(capsys) -> None:
    results = [
        testing.Result("types", 0, 1, 0, 1.0, is_check=True),
        testing.Result("Tests op SQLite", 8, 0, 1, 2.0),
    ]

    assert testing.close(results) == 1
    assert capsys.readouterr().out == "8 passed, 1 failed, 1 skipped\n"


def test_a_run_without_tests_fails(capsys) -> None:
    assert testing.close([testing.Result("Tests op SQLite", 0, 0, 0, 1.0)]) == 1


def test_a_missing_browser_fails_in_ci_and_is_skipped_elsewhere(monkeypatch) -> None:
    monkeypatch.setenv("CI", "true")
    in_ci = testing.missing("Tests in de browser")
    monkeypatch.setenv("CI", "")

    assert (in_ci.failed, testing.missing("Tests in de browser").skipped) == (1, 1)


def test_the_trial_of_the_package_uses_our_versions(tmp_path: Path) -> None:
    pins = packaging.constraints(tmp_path).read_text(encoding="utf-8")

    assert "django==5.2" in pins
    assert "--hash" not in pins


def test_no_lock_file_names_a_host() -> None:
    locks = [*environment.LOCKS.glob("*.lock"), environment.FRONT_END / "package-lock.json"]

    named = [lock.name for lock in locks if lock.exists() and "resolved" in lock.read_text()]
    named += [lock.name for lock in environment.LOCKS.glob("*.lock") if "://" in lock.read_text()]

    assert named == []


def test_a_python_without_venv_stops_with_the_line_to_type(monkeypatch, tmp_path, capsys) -> None:
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "none")
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(system, "is_root", lambda: False)
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    monkeypatch.setenv("CI", "")

    with pytest.raises(console.Stop) as stop:
        environment.make_venv()

    assert stop.value.code == 2
    assert "install -y python3-venv python3-pip" in capsys.readouterr().err


def test_the_start_never_takes_development_packages_away(monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(environment, "make_venv", lambda: None)
    monkeypatch.setattr(environment, "front_end_is_stale", lambda: False)
    monkeypatch.setattr(environment, "find_package", lambda name: [Path(name)])
    monkeypatch.setattr(environment, "install_packages", lambda **given: asked.append(given))

    environment.prepare(development=False)

    assert asked == [{"development": True, "with_node": False}]


def test_an_up_to_date_environment_is_left_alone(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(environment, "STATE", tmp_path / "nb.json")
    stamp = environment.packages_stamp([environment.LOCKS / "development.lock"])
    environment.remember(development=stamp)
    monkeypatch.setattr(environment, "uv", lambda: pytest.fail("nothing to install"))

    environment.install_packages(development=True, with_node=False)
    environment.install_packages(development=False, with_node=True)
