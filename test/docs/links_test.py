"""Every link of the documentation leads to something that is there, and every page can be reached from the README."""

import unittest

import page


class Links(unittest.TestCase):
    def test_lead_somewhere(self):
        texts = [*page.pages(), page.REPOSITORY / "CONTRIBUTING.md", page.REPOSITORY / "FIDELITY.md"]
        self.assertGreater(sum(len(page.links(text)) for text in texts), 20)
        for text in texts:
            for link in page.links(text):
                with self.subTest(page=text.name, link=link):
                    file, _, anchor = link.partition("#")
                    target = (text.parent / file).resolve() if file else text
                    self.assertTrue(target.exists())
                    if anchor:
                        self.assertIn(anchor, page.anchors(target))

    def test_lead_to_every_page(self):
        readme = page.REPOSITORY / "README.md"
        linked = {(page.REPOSITORY / link.partition("#")[0]).resolve() for link in page.links(readme)}
        self.assertLessEqual(set(page.pages()) - {readme}, linked)


if __name__ == "__main__":
    unittest.main()
