"""Dialling rules: what is a whole number, and its E.164 form."""

import pytest

from coach.number.dialling import country_digits, e164, is_complete, is_too_long, is_usual


@pytest.mark.parametrize(
    ("digits", "region", "plus", "complete", "form"),
    [
        ("5550143", "US", False, True, None),
        ("2125550143", "US", False, True, "+12125550143"),
        ("12125550143", "US", False, True, "+12125550143"),
        ("22125550143", "US", False, False, None),
        ("212555014", "US", False, False, None),
        ("21255501", "US", False, False, None),
        ("442079460958", "US", True, True, "+442079460958"),
        ("442079460958", "US", False, False, None),
        ("442079460958", "GB", False, True, "+442079460958"),
        ("011442079460958", "US", False, True, "+442079460958"),
        ("00442079460958", "US", False, True, "+442079460958"),
        ("02079460958", "GB", False, True, "+442079460958"),
        ("02079460958", "US", False, True, None),
        ("0161496012", "GB", False, True, "+44161496012"),
        ("00226000000", "US", False, False, None),
        ("4420", "US", True, False, None),
        ("999999999999999", "US", True, False, None),
        ("612345678", "ES", False, True, "+34612345678"),
        ("612345678", "US", False, False, None),
        ("", "US", False, False, None),
        ("", "US", True, False, None),
    ],
)
def test_complete_and_e164(
    digits: str, region: str, plus: bool, complete: bool, form: str | None
) -> None:
    assert is_complete(digits, region, plus) is complete
    assert e164(digits, region, plus) == form


@pytest.mark.parametrize(
    ("digits", "plus", "code"),
    [
        ("442079460958", True, "44"),
        ("011442079460958", False, "44"),
        ("12125550143", True, "1"),
        ("12125550143", False, None),
        ("5550143", False, None),
    ],
)
def test_country_digits_are_those_that_were_said(digits: str, plus: bool, code: str | None) -> None:
    assert country_digits(digits, "US", plus) == code


@pytest.mark.parametrize(
    ("digits", "region", "usual"),
    [
        ("2125550143", "US", True),
        ("12125550143", "US", True),
        ("5550143", "US", True),
        ("0125550143", "US", False),
        ("1921693519", "US", False),
        ("2121550143", "CA", False),
        ("0513270", "US", False),
        ("07700900123", "GB", True),
        ("442079460958", "US", True),
    ],
)
def test_north_american_areas_and_exchanges_begin_with_no_0_or_1(
    digits: str, region: str, usual: bool
) -> None:
    assert is_usual(digits, region) is usual


@pytest.mark.parametrize(
    ("digits", "region", "too_long"),
    [
        ("2125550143", "US", False),
        ("12125550143", "US", False),
        ("22125550143", "US", True),
        ("112125550143", "CA", True),
        ("011442079460958", "US", False),
        ("4420794609580", "GB", False),
    ],
)
def test_more_digits_than_a_north_american_number_has(
    digits: str, region: str, too_long: bool
) -> None:
    assert is_too_long(digits, region) is too_long
    assert not (too_long and is_complete(digits, region))
