"""A phone number to E.164; the 11-digit numbers of before 2018 told apart."""

from __future__ import annotations

import re

import phonenumbers

from conversation.readers.reading import Bad, Facts, Good, Reading

_OLD = re.compile(r"(?:0|\+?84)(12\d|16[2-9]|18[68]|199)\d{7}$")


def read_phone(text: str, _facts: Facts) -> Reading:
    digits = re.sub(r"[^\d+]", "", text)
    if _OLD.match(digits):
        return Bad("phone-old-format")
    try:
        number = phonenumbers.parse(digits, "VN")
    except phonenumbers.NumberParseException:
        return Bad("phone-unreadable")
    mobile = re.fullmatch(r"[35789]\d{8}", str(number.national_number))
    if (number.country_code == 84 and not mobile) or not phonenumbers.is_possible_number(number):
        return Bad("phone-unreadable")
    return Good(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
