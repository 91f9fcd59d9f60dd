"""Small words around what is said in Vietnamese, folded: pieces of the patterns that look for a wish or a question.

Each piece stands for one word or phrase, without a space behind it.
"""

from __future__ import annotations

SPEAKER = r"(?:em|toi|minh|anh|chi|con|chau|tui|tao|bac|co chu|co|chu)"
CALLED = r"(?:em|anh chi|anh|chi|ban|ad|admin|bot|moi nguoi|ca nha|cong doan|to ho tro|oi|a)"
GREETING = r"(?:da|vang|xin chao|chao|alo|hi|hello|thua|xin loi)"
OPENING = rf"(?:{GREETING}(?: {CALLED})* )?"
"""Nothing, or a greeting with whom it greets; the one piece that ends in a space."""
