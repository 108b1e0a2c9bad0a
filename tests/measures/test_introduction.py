"""Who is named in a clause: the one who is called, the caller, the company."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.measures.introduction import introduction, organisation

READ = """
Hi Marcus, this is Elena Voss with Kettle Freight. = Marcus | Elena | company
hi marcus this is elena voss with kettle freight = marcus | elena | company
Good morning Dr. Okafor. = Okafor. | - |
Jill Brandt here from Chairside Recall. = - | Jill | company
Greg, this is Tanya Reyes. = Greg | Tanya |
greg its tanya again = greg | tanya |
Mrs. Delacroix, this is Hank at Gulf Ridge Roofing. = Delacroix | Hank | company
Katherine Holm from First Prairie Bank. = - | Holm | company
Hello, Stefan Krol, from Baltchem, = - | Krol | company
Hi there Mr. and Mrs. Lindqvist, Candace at Blue Lagoon Pools = Lindqvist | Candace | company
hey lindsay jared from threadline quick one = - | jared | company
Jerry it's Rocco down at the marina = Jerry | Rocco | company
hi this message is for dave its ryan from fleetwise = dave | ryan | company
Hi Theo, Wanda Szabo. = Theo | Wanda |
Hi Mr. Gould, Nathaniel Park, Anchor Point Insurance. = Gould | Nathaniel | company
Wade, Trish Olmstead, Plains Crop. = Wade | Trish | company
Mike Orme, Orme Interiors. = - | Mike | company
Hi, Stan Burke, Metro Copier. = - | Stan | company
Hello Mr Whitmore, it's Jo again. = Whitmore | Jo |
Hey Mike it's Trevor. = Mike | Trevor. |
Ooh hello, hello, it's Maureen, from Brook Waters? = - | Maureen | company
Hi, is that Bernadette? = Bernadette | - |
It's Clive Moss, Moss and Daughter printers. = - | Clive | company
Javid. = Javid | - |
Thanks, Theo. = Theo | - |
Hi there, good afternoon = - | - |
hello reverend this is malcolm = - | malcolm |
i'll call back tomorrow evening after bible study = - | - |
I'm calling about your lease = - | - |
I'm happy to help = - | - |
It's about the tender. = - | - |
This is an important message regarding your bill. = - | - |
hi nick this is from the parts desk = nick | - |
"""


@pytest.mark.parametrize("line", READ.strip().splitlines())
def test_an_opening_is_read_for_its_names(line: str) -> None:
    text, _, expected = line.partition(" = ")
    addressee, caller, company = (part.strip() for part in f"{expected} ".split("|"))
    read = introduction(text, opening=True)
    assert (read.addressee or "-", read.caller or "-") == (addressee, caller)
    assert read.organisation == (company == "company")


def test_later_clauses_name_nobody_by_a_bare_name() -> None:
    assert introduction("Tom from accounts said so", opening=False).caller == ""
    assert introduction("Greg, it's up to you", opening=False).addressee == ""
    assert introduction("Thanks, Greg.", opening=False).addressee == "Greg"
    assert introduction("again this is Tanya", opening=False).caller == "Tanya"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dana from First Prairie", True),
        ("I'm with Brightline", True),
        ("over at the marina", True),
        ("Dana, Severn Drains and Sons", True),
        ("call me at noon", False),
        ("from two to four", False),
        ("with you on Thursday", False),
        ("from Monday", False),
        ("at first", False),
        ("Hey Mike it's Trevor", False),
        ("I'm at 555-0128", False),
        ("I was reading about roofing companies in Dayton", False),
        ("I work with local businesses in Dayton", False),
        ("this is Mikey from iron district gym", True),
        ("I'm calling for the homeowner", False),
    ],
)
def test_an_organisation_is_told_from_a_time_and_a_person(text: str, expected: bool) -> None:
    assert organisation(text) == expected


@given(st.text(max_size=80))
def test_whatever_is_written_can_be_read(text: str) -> None:
    read = introduction(text, opening=True)
    assert read.organisation in {True, False}
    assert read.addressee in text.replace("\u2019", "'")
