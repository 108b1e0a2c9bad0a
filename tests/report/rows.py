"""The rows of a playbook for the examples: id | question | target | source | weight."""

NOT_YET = "This version does not measure it yet."
_BY = {
    "7W": "7 Ways to Get a Prospect to Return Your Phone Call",
    "9R": "9 Reasons Why Your Prospect Isn't Responding",
    "5R": "5 Reasons Your Sales Prospect Won't Return Your Call, Rhys Metler",
    "MC": "Why won't they return your calls?, Patrick McClure",
    "DP": "Why Prospects Aren't Returning Your Calls and 4 Ways To Change That, Don F Perkins",
    "ours": "ours",
    "7W ours": "7 Ways to Get a Prospect to Return Your Phone Call; figure ours",
}
_TABLE = """
length | Is it short? | <= 20 s | 9R | 3
speaking_rate | Can it be followed? | 110-160 words/min | ours | 2
opening | Is it worth not deleting in the first seconds? | <= 8 s | 9R | 2
articulation_rate | Is the pace clear without the pauses? | 3.5-5.2 syllables/s | ours | 1
pauses | Is there no dead air? | <= 1.5 s | ours | 1
fillers | Is it free of um and uh? | <= 2 per 100 words | 9R | 1
audibility | Can it be heard? | loud, clean, unclipped | ours | 2
number_given | Is there a number to call? | a whole number | 7W | 3
number_twice | Was the whole number said at least twice? | >= 2 readings | 7W | 2
digit_pace | Was each digit slow enough to write down? | >= 0.60 s per digit | 7W ours | 3
digit_groups | Were the groups set apart? | >= 0.5 s at every boundary | 7W ours | 1.5
readings_agree | Do the readings agree? | digit by digit | ours | 2
who | Is it clear who calls, and from where? | name and company | 9R | 2
enough_detail | Or is it cryptic? | a reason for the call | 9R | 2
compelling | Does it understand their situation and offer a way out? | both halves | 7W | 3
research | Is something said that only homework could tell? | a fact about them | 7W | 2
distinctive | Or could any salesperson have left it? | no stock pitch, and a hook | 7W | 2
value | Is there a concrete benefit? | a specific one | 5R | 3
no_checking_in | Is it free of touching base and checking in? | none | DP | 2
new_idea | Does it earn a small yes with an idea? | one small ask | DP | 1
listened | Does it use what the prospect said before? | their words come back | DP | 1
proof | Is there a referral or a customer to name? | one named | 9R | 1
reassurance | Does it take the pressure off? | said | 7W | 1
callback_window | Is there a time when the rep can be reached? | a day or a range | 5R | 1
next_attempt | Does it say when the rep calls again? | day and time | 5R | 1
meeting_options | Are there two or three dates to choose from? | >= 2 | 5R | 1
other_channel | Is another channel offered? | mail, text or invitation | 5R | 1
commitment | Is there a step with a set date? | said | 5R | 1
prospect_focus | Is it about them, not about us? | more you than I | ours | 1
addressed | Is it to a person, not to a list? | their name | 7W | 1
why_now | Why today? | a trigger or a date | 7W | 1
asks_when | Does it ask when, not whether? | asks when | 5R | 1
sameness | Is this the same message again? | at most 0.55 alike | 7W | 2
new_value | Does each attempt add something new? | something new | DP | 2
cadence | Are the attempts spaced with patience? | >= 3 days | MC | 1
promise_kept | Did the next attempt come when promised? | as announced | 5R | 1
never_done | Which vital step was skipped every time? | none | MC | 1
"""
_ROWS = [line.split(" | ") for line in _TABLE.strip().splitlines()]
QUESTIONS = {row: question for row, question, _, _, _ in _ROWS}
TARGETS = {row: target for row, _, target, _, _ in _ROWS}
SOURCES = {row: _BY[source] for row, _, _, source, _ in _ROWS}
WEIGHTS = {row: float(weight) for row, _, _, _, weight in _ROWS}
