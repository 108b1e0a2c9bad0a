"""Written forms of telephone numbers with what was said, and what only looks like one."""

# What was written | what was said: digits, then "x" extension, "+" country code, "/" whose.
# A "?" marks a reading that is not complete.
FORMS = """
I am calling from 201-920-2389.|2019202389
212-555-0143.|2125550143
(212) 555-0143|2125550143
(212)555-0143|2125550143
212.555.0143|2125550143
212/555/0143|2125550143
212 - 555 - 0143|2125550143
212 555 0143|2125550143
2125550143|2125550143
2 1 2 5 5 5 0 1 4 3|2125550143
2, 1, 2, 5, 5, 5, 0, 1, 4, 3|2125550143
2-1-2-5-5-5-0-1-4-3|2125550143
2 -1 -2 -5 -5 -5 -0 -1 -4 -3.|2125550143
212 -555 -0143|2125550143
512 -777 -1 -1 -1 -1|5127771111
7182 0 0 0 0 0 0|7182000000
212, 555, 0143|2125550143
212. 555. 0143.|2125550143
212... 555... 0143|2125550143
The number is 212 555 01 43|2125550143
two one two five five five oh one four three|2125550143
two one two, five five five, zero one four three|2125550143
two one two... five five five... oh one four three|2125550143
Two. One. Two. Five. Five. Five. Zero. One. Four. Three.|2125550143
two-one-two-five-five-five-oh-one-four-three|2125550143
two one two dash five five five dash oh one four three|2125550143
two one two dot five five five dot o one four three|2125550143
you can call me at 212, uh, 555, uh, 0143|2125550143
two one two triple five oh one four three|2125550143
two one two five double five oh one four three|2125550143
212 triple 5 0143|2125550143
212 treble five nought one four three|2125550143
my number is two oh two five five five oh one double nine|2025550199
4-4-4 double five 6 7 8 9 0|4445567890
two twelve five fifty-five oh one forty-three|2125550143
two twelve five fifty five oh one forty three|2125550143
eight hundred five five five oh one nine nine|8005550199
eight hundred, 555, 0199|8005550199
8 hundred 555 0199|8005550199
nine hundred five five five oh one two three|9005550123
1-800-555-0199|18005550199
1 800 555 0199|18005550199
one eight hundred five five five oh one nine nine|18005550199
8000-555-0199|8005550199
80005550199|8005550199
800-555-5 thousand|8005555000
800 555 five thousand|8005555000
800-555-5,000|8005555000
212 736 five thousand|2127365000
two one two seven hundred thirty six five thousand|2127365000
four one five fifty-five hundred two two two|4155500222
212 555 fifty-five hundred|2125555500
212 555 twenty-five fifty|2125552550
four fifteen, five fifty five, twenty six seventy one|4155552671
call me at 555-0143|5550143
5 5 5 0 1 4 3|5550143
my number is 5550143|5550143
my number is five five five oh one four three thanks|5550143
area code 415, 555-2671|4155552671
area code 415 number 555-2671|4155552671
area code is four one five five five five two six seven one|4155552671
my number is 555-2671, area code 415|4155552671
555-2671, that's area code 415|4155552671
area code 415. My number is 555-2671|4155552671
four four four four four four four four four four|4444444444
Oh, 212 555 0143|2125550143
1. 415-555-2671|4155552671
２１２-５５５-０１４３|2125550143
212–555–0143|2125550143
+44 20 7946 0958|442079460958+44
plus four four twenty seventy-nine forty-six oh nine five eight|442079460958+44
plus 44 2 0 7 9 4 6 0 9 5 8|442079460958+44
country code 44, 20 7946 0958|442079460958+44
011 44 20 7946 0958|011442079460958+44
0044 20 7946 0958|00442079460958+44
+1 212 555 0143|12125550143+1
tel:+12125550143|12125550143+1
020 7946 0958|02079460958
oh two oh seven nine four six oh nine five eight|02079460958
0161 496 0123|01614960123
07700 900123|07700900123
(02) 9374 4000|0293744000
212-555-0143 x44|2125550143x44
212-555-0143x44|2125550143x44
212-555-0143, extension 44|2125550143x44
212-555-0143 ext. 4421.|2125550143x4421
212-555-0143 extension number is four four two|2125550143x442
212-555-0143 extension 44, again 212-555-0143 extension 44|2125550143x44 2125550143x44
"""  # noqa: RUF001 full-width digits and dashes are meant

REPEATED = """
212-736-5000 212-736-5000|2127365000 2127365000
212 736 5000 212 736 5000|2127365000 2127365000
212-736-5000-212-736-5000|2127365000 2127365000
21273650002127365000|2127365000 2127365000
2127365000 2127365000|2127365000 2127365000
2 1 2 7 3 6 5 0 0 0 2 1 2 7 3 6 5 0 0 0|2127365000 2127365000
two one two seven three six five thousand two one two seven three six five thousand|\
2127365000 2127365000
2 1 2 7 3 6 5 0 0 0 1 2 1 2 7 3 6 5 0 0 0|2127365000 12127365000
5550143 5550143|5550143 5550143
call 555-0143, 555-0143|5550143 5550143
212-736-5000. That number again is 212-736-5000.|2127365000 2127365000
212-736-5000, again 212-736-5000|2127365000 2127365000
212-736-5000, that's 2 1 2 7 3 6 5 0 0 0|2127365000 2127365000
212-736-5000. I'll repeat that. two one two seven three six five zero zero zero|\
2127365000 2127365000
212-736-5000, once more, 212-736-5000|2127365000 2127365000
between 212-555-0143 and 415-555-2671|2125550143 4155552671
212-555-0144, no, sorry, 0143|2125550143
212-555-0144. Sorry, 212-555-0143.|2125550144? 2125550143
212 55, sorry, 212-555-0143|21255? 2125550143
my number is 212 55, sorry, 555 0143|2125550143
my number is 212-555-0144, I mean 555-0143|2125550143
212-555-0144 sorry 43|2125550144
my number is 212-555-|212555?
call me back at 4 1 5 5 5|41555?
reach me at 415-555-26|41555526?
My number is 415-555-2671. 415-555|4155552671 415555?
Please give me a call back. 7 -1 -8 2 -0 thanks|71820?
my number is six four six three three two zero zero zero|646332000?
call me at 41590000|41590000?
you can reach me that 8 -5 -9 -9 -9 -9 -8 -2|85999982?
"""

WHOSE = """
Larry's number is 212-736-5000|2127365000/Larry
you can call Larry Fields at 212-736-5000, or me at 415-555-2671|\
2127365000/Larry Fields 4155552671
call our switchboard at 212-736-5000|2127365000/switchboard
reach our office at 212-736-5000|2127365000/office
Our main line is 212-736-5000. My direct number is 415-555-2671.|2127365000/main line 4155552671
His number is 212-736-5000. Again, 212-736-5000. My number is 415-555-2671.|\
2127365000/his number 2127365000/his number 4155552671
their number is 212-736-5000|2127365000/their number
You can ask Larry, his direct line is 212-736-5000 and mine is 415-555-2671|\
2127365000/his number 4155552671
my assistant Priya is at 212-736-5000|2127365000/Priya
Dana's office number is 212-736-5000, mine is 415-555-2671|2127365000/Dana 4155552671
I spoke with Larry from Harlow. Larry can be reached at 212-736-5000.|2127365000/Larry
I have your number as 415-555-2671|4155552671/your number
Hi this is Mike. Call Mike at 415-555-2671|4155552671
This is Mike at 212-555-0143|2125550143
Hey Sarah, Karen Doyle with Apex. Call Apex at 212-555-0144|2125550144
call me at the office on 212-736-5000|2127365000
I'm at 415-555-2671|4155552671
You can reach me at 415-555-2671|4155552671
Please call me back on 415-555-2671|4155552671
our number is 415-555-2671|4155552671
Your office told me to call you on this line. 415-555-2671.|4155552671
"""

AMONG_OTHERS = """
call me between 2 and 4, 415-555-2671|4155552671
You can call me between two and four on 4 4 4 2 2 6 0 0 0 0|4442260000
call me Thursday at 10, 212-736-5000|2127365000
Thursday at 10 212-736-5000|2127365000
call me at 10:30 at 212-736-5000|2127365000
I am in suite 400, 212-736-5000|2127365000
Suite 400. 212-736-5000|2127365000
call me at 212-555-0143 for 10 minutes|2125550143
call 555-0143 for 2 minutes|5550143
I wanted to follow up on the 12th of the route. 212-736-5000|2127365000
I am calling about your order. 212-736-5000|2127365000
I will be there in May. 736-5000|7365000
reach me at 714-497-5000. Again, that's 714-4975-0-0.|7144975000 7144975?
we cut errors by 40 % for 3 plants, call 212-555-0143|2125550143
"""

NEGATIVES = """
Hi this is Mike. From 2019202389 of the year they saved
We started in nineteen ninety eight, two thousand eleven, again in 2024
My order number is. 212-736-5000
The tracking number is 9 405-511-8995 6 I have an idea
Between 1998-201124 we grew
4, 4, 4
four four four
It costs $40,000
We cut errors by 40 percent
forty percent in 2024 and 2025
between 2 and 4
on Thursday at ten
at 10 a .m. on 5 /6
in 2024, 2025 and 2026
on October 12, 2024
2026-11-20
11/20/2026
11-20-2026 at 10:30
1,234,567 units
between 300 and 4000 calls
from 300 to 4000
we grew 10, 20, 30, 40, 50 percent
1 2 3 4 5 6 7
one two three four five six seven eight nine ten
invoice number 4155552671
order number is 4155552671
the suite number is 4155552671
zip code 10001
suite 4155
4155 Main Street
call me at 1500 Main Street
call me at 10 30
call me at 1030 on Thursday
5,000 people in 12 sites for 3 years
4G and B2B and 401k and 2nd
between 40,000 and 50,000
I have 3 things for you
one to one for two
Oh, oh, oh
to two too for four
8 7 6
3.5 percent
24/7
my extension is 4421
press 1, then 2
double trouble hundred thousand
the 21st of March 2026 at 10 a.m.
² ³ 5² ¼
📞 ☎️ 5️⃣
"""
