-- Which languages a person was offered to switch to, and when: nobody is asked the same in every message.
-- JSON, {"en": "2022-05-10T02:30:00Z"}; emptied when a language is chosen.

ALTER TABLE people ADD COLUMN language_offers TEXT NOT NULL DEFAULT '{}';
