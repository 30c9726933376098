"""Names of people: ordinary ones without end, and those that break careless software."""

import unicodedata
from collections.abc import Iterator
from itertools import count
from random import Random

_FIRST = """
Aaliyah Abel Adaeze Agnes Aisha Alejandro Alma Amara Anders Anika Antonio Astrid Beatriz Bilal
Bronwen Camila Carlos Chiara Chidi Clara Daniel Darius Deepa Dmitri Edith Eleni Elif Emeka
Esther Fatima Felix Freya Gabriel Gloria Grace Hamza Hanna Hector Imani Ines Ivan Jasmine Jerome
Joanna Kavita Kenji Khadija Lars Leila Liam Lucia Mahmoud Marcus Mei Mira Naomi Nia Nikolai Olga
Omar Paula Priya Rachel Rafael Ravi Rosa Samuel Sanna Simone Sofia Tariq Teresa Thandiwe Viktor
Wanda Xavier Yara Yusuf Zoe
"""
_LAST = """
Abara Adeyemi Andersson Baker Banerjee Bauer Bianchi Brooks Castillo Chen Cohen Costa Dang
Delgado Diallo Dubois Ellis Eze Ferrari Fischer Flores Garcia Gomez Greene Gupta Haddad Hansen
Hayes Herrera Horvath Hughes Ibrahim Ito Jansen Jimenez Johansson Kaplan Kaur Kim Kowalski Kumar
Lambert Larsen Lindgren Lopez Mahlangu Marino Mbeki Mendoza Meyer Moreau Morris Mwangi Nakamura
Ndiaye Nguyen Novak Okonkwo Olsen Ortiz Osman Park Patel Pereira Petrov Popescu Quinn Rahman
Reyes Rossi Santos Schmidt Silva Singh Sokolov Suzuki Tanaka Torres Vargas Wagner Walsh Williams
Wong Yilmaz Zhang
"""
FIRST, LAST = tuple(_FIRST.split()), tuple(_LAST.split())

# One word, apostrophes, right to left, other scripts, very long, pictures, what looks like code.
DIFFICULT = (
    "Siobhán O’Brien-D'Angelo",
    "Suharto",
    "محمد عبد الرحمن الحداد",
    "שרה כהן־לוי",
    "María de los Ángeles Guadalupe Fernández de Córdoba y Álvarez de Toledo",
    "Robin 🌻 Baptiste",
    "<script>alert('hello')</script>",
    "{{7*7}} Alvarez",
    "王小明",
    "Nguyễn Thị Ánh Nguyệt",
    "Þórunn Ægisdóttir",
    "=SUM(A1:A9) Jones",
)


def people(random: Random, *, domain: str) -> Iterator[tuple[str, str]]:
    """Yield names with addresses that no two share; domain is one that no letter ever reaches."""
    for number in count(1):
        name = f"{random.choice(FIRST)} {random.choice(LAST)}"
        yield name, address_of(name, number, domain)


def address_of(name: str, number: int, domain: str) -> str:
    """Return an address made of a name's plain letters; "guest" where it has none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalpha() else " " for letter in plain).split()
    return f"{'.'.join(words[:2]) or 'guest'}.{number}@{domain}"
