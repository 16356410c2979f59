using Spichlerz.Hpc.Cleaning.Steps;
using Spichlerz.Hpc.Config;

namespace Spichlerz.Hpc.Tests.Cleaning.Steps;

/// <summary>What is personal data and what only looks like it. The numbers are from textbooks or invented; all have right check digits unless said.</summary>
public sealed class PiiStepTests
{
    private static readonly PiiSettings MaskAll = new() { Nip = FindAction.Mask, Regon = FindAction.Mask, Ip = FindAction.Mask, Mac = FindAction.Mask };

    [TestCase("Pisz na jan.nowak@poczta-polna.pl.", "Pisz na [E-MAIL].")]
    [TestCase("<a href=\"mailto:biuro@zielony-ogrod.com.pl\">biuro@zielony-ogrod.com.pl</a>", "<a href=\"mailto:[E-MAIL]\">[E-MAIL]</a>")]
    [TestCase("łukasz.żak+lista@uczelnia.edu.pl,anna@rzeka.eu", "[E-MAIL],[E-MAIL]")]
    [TestCase("(e-mail: x_1@a-b.info)", "(e-mail: [E-MAIL])")]
    [TestCase("adres admin@łąka.pl/kontakt", "adres [E-MAIL]/kontakt")]
    [TestCase("someone@rzeka.pl, imie.nazwisko@rzeka.pl, jan@example.com, jan@mail.example.org, ola@przyklad.pl", null, Description = "stand for the reader's own")]
    [TestCase("jan@example.com.pl, jan@dział.przykład.pl, jan@firma.pl, jan@kadry.twojafirma.com.pl, jan@foo.com", null)]
    [TestCase("jan@serwer.example, jan@x.test, jan@x.invalid, jan@localhost, jan@drukarka.local", null, Description = "reserved, RFC 2606 and 6762")]
    [TestCase("contoso@poczta.net, ola@mail.contoso.com, admin@adventure-works.com, mail1@mail.com, mail2@mail.com", null, Description = "documentation's")]
    [TestCase("John.Doe@poczta.net, foo@bar.com, twoj.adres@wp.pl, nazwa.uzytkownika@onet.pl", null)]
    [TestCase("almex@almex.pl, ola2@ola.pl, mail@rzeka.pl", "[E-MAIL], ola2@ola.pl, [E-MAIL]", Description = "a firm's own; numbered; a box")]
    [TestCase("jan@firmament.pl, jan@przykladowy.pl, jan.example@rzeka.pl, domena@rzeka.pl.", "[E-MAIL], [E-MAIL], [E-MAIL], domena@rzeka.pl.", Description = "names that only begin so")]
    [TestCase("git clone ssh://git@serwer.pl/repo i https://ola:haslo@serwer.pl/", null, Description = "user of an address of the web")]
    [TestCase("ikona@2x.png, plik@nazwa.txt, @nazwa.konta, a@b, ala@ma.kota1, jan@.pl, jan.@wp.pl, root@localhost.local", null)]
    [TestCase("npm install @scope/pakiet@1.2.3 oraz 5 zł@kg", null)]
    [TestCase("user1@rzeka.pl, twoj@poczta.pl, test@rzeka.pl; tel. 123 456 789, +48 123 456 789", null, Description = "examples of the form")]
    [TestCase("tel. 500 600 700, tel. 601-602-603, +48 555 555 555, tel. 501502503, tel. 22 222 22 22", null, Description = "count up evenly, or repeat")]
    [TestCase("tel. 500 600 701, tel. 601-602-604, tel. 555 555 556", "tel. [TELEFON], tel. [TELEFON], tel. [TELEFON]")]
    [TestCase("tel. 601 234 567", "tel. [TELEFON]")]
    [TestCase("Tel./fax: 22 123 45 67, 22 123 45 68 lub 601-234-567.", "Tel./fax: [TELEFON], [TELEFON] lub [TELEFON].")]
    [TestCase("tel.601234567 i kom.: 60 123 45 67", "tel.[TELEFON] i kom.: [TELEFON]")]
    [TestCase("<b>Telefon kontaktowy</b> 601.234.567", "<b>Telefon kontaktowy</b> [TELEFON]")]
    [TestCase("pod +48 601 234 567, +48601234567, 0048 22 1234567, (+48) 22 123-45-67", "pod [TELEFON], [TELEFON], [TELEFON], [TELEFON]")]
    [TestCase("Sekretariat: (22) 123-45-67, (0-22) 123 45 67, 0-22 123 45 67, 022 123 45 67", "Sekretariat: [TELEFON], [TELEFON], [TELEFON], [TELEFON]")]
    [TestCase("Jan Nowak 601-234-567, biuro 22 123-45-67", "Jan Nowak [TELEFON], biuro [TELEFON]")]
    [TestCase("zadzwoń pod numer 512\u00a0345\u00a0678", "zadzwoń pod numer [TELEFON]")]
    [TestCase("telefon: 363 25 29 (dawny)", "telefon: [TELEFON] (dawny)")]
    [TestCase("kontakt w Pradze: +420 234 567 890", "kontakt w Pradze: [TELEFON]")]
    [TestCase("zysk 601 234 567 zł, 512 345 678 osób, Nr 601 234 567", null, Description = "amounts and numbers of no kind")]
    [TestCase("tel. 112, tel. 997 i infolinia 19 115", null, Description = "numbers of no person")]
    [TestCase("telefony z 2004 r. Nr 173, poz. 1807; kom. 15.7.27625.0", null)]
    [TestCase("od -2147483648 do +2147483647", null)]
    [TestCase("telefon. 601 234 567 sztuk sprzedano w roku", null, Description = "the sentence ended")]
    [TestCase("PESEL: 44051401359", "PESEL: [PESEL]")]
    [TestCase("Anna Polna, 02070803628, zamieszkała", "Anna Polna, [PESEL], zamieszkała")]
    [TestCase("nr PESEL 90023011110", null, Description = "30 February")]
    [TestCase("44051401358 i 99130112347", null, Description = "wrong check digit; month 13")]
    [TestCase("PESEL 04310512343 i 85521212347", "PESEL [PESEL] i 85521212347", Description = "born 2004; born 2185 is no one, and the word names the first only")]
    [TestCase("https://sklep.pl/p/44051401359?id=44051401359", null, Description = "part of an address of the web")]
    [TestCase("ISBN 44051401359, poz. 44051401359, 44051401359,50 zł, A44051401359, 440514013591, 3/44051401359", null)]
    [TestCase("NIP 123-456-32-18, NIP: 1234563218, NIP PL1234563218, VAT 123-45-63-218", "NIP [NIP], NIP: [NIP], NIP [NIP], VAT [NIP]")]
    [TestCase("Zielony Ogród sp. z o.o., 526-104-08-28", "Zielony Ogród sp. z o.o., [NIP]")]
    [TestCase("1234563218; KRS 1234563218; zamówienie 526 104 08 28; NIP 123-456-32-17", null, Description = "no word, another word, blanks only, wrong check digit")]
    [TestCase("REGON 123456785 i REGON: 12345678512347, regon 123 456 785", "REGON [REGON] i REGON: [REGON], regon [REGON]")]
    [TestCase("123456785 oraz 12345678512347, REGON 123456784", null)]
    [TestCase("konto PL61 1090 1014 0000 0712 1981 2874 w banku", "konto [IBAN] w banku")]
    [TestCase("PL61109010140000071219812874; GB82 WEST 1234 5698 7654 32", "[IBAN]; [IBAN]")]
    [TestCase("61 1090 1014 0000 0712 1981 2874", "[IBAN]", Description = "grouped as an account, without its country")]
    [TestCase("nr rachunku: 27114020040000300201355387", "nr rachunku: [IBAN]")]
    [TestCase("PL62 1090 1014 0000 0712 1981 2874; 62109010140000071219812874; PL61 1090 1014", null, Description = "wrong check digits, too short")]
    [TestCase("karta 4111 1111 1111 1111, nr karty: 5555555555554444, 3782 822463 10005", "karta [KARTA], nr karty: [KARTA], [KARTA]")]
    [TestCase("4532-0151-1283-0366", "[KARTA]")]
    [TestCase("4111111111111111; 4111 1111 1111 1112; 1234 5678 9012 3452; 4111 1111 1111 1111 1111", null, Description = "no groups, check digit, no issuer, longer")]
    [TestCase("adres IP: 83.12.34.56, serwer 8.8.8.8", "adres IP: [IP], serwer [IP]")]
    [TestCase("z adresu 212.77.100.101:8080 i 2a00:1450:401b:805::200e", "z adresu [IP]:8080 i [IP]")]
    [TestCase("127.0.0.1, 192.168.1.10, IP 10.0.0.1, IP 169.254.3.4, 172.16.5.4, IP 203.0.113.7, 255.255.255.0, 2001:db8::1:2:3, ::1, fe80::1", null, Description = "not global")]
    [TestCase("IP 198.51.100.9, IP 192.0.2.1, 2001:db8:1:2:3:4:5:6, 3fff:1:2:3::4, 198.18.0.1", null, Description = "kept for documentation and tests, RFC 5737, 3849, 9637, 2544")]
    [TestCase("IP 1.2.3.4, host 12.34.56.78, IP 20.30.40.50, IP 24.22.123.123", null, Description = "made up: they count")]
    [TestCase("IP 1.2.3.5, host 12.34.56.79, IP 24.22.123.122", "IP [IP], host [IP], IP [IP]")]
    [TestCase("wersja 4.0.30.150, v 212.77.100.101, rozdz. 41.42.43.44, 1.2.3.4, 212.77.100.101.5, 300.1.2.3", null, Description = "versions, chapters")]
    [TestCase("karta sieciowa 00:1A:2b:7C:0d:5E, 00-1A-2B-7C-0D-5F", "karta sieciowa [MAC], [MAC]")]
    [TestCase("00:60:1D:01:23:45, 00-11-22-33-44-55, 00:1a:2b:3c:4d:5e, 0A:1B:2C:AA:BB:CC", null, Description = "made up: they count")]
    [TestCase("00:60:1D:01:23:46, 00-11-22-33-44-5A", "[MAC], [MAC]")]
    [TestCase("12:30:45:12:30:45, ff:ff:ff:ff:ff:ff, 00:1A:2B:7C:0D, 00:1A:2B:7C:0D:5E:6F", null, Description = "times, broadcast, shorter, longer")]
    [TestCase("Dz.U. z 2004 r. Nr 173, poz. 1807, art. 5 ust. 2 pkt 3, sygn. akt II CSK 123/05, KRS 0000123456, Dz. U. 2013.1281", null)]
    [TestCase("ISBN 978-83-01-00000-1, ISBN 83-01-12345-6, ISSN 1234-5679, EAN 5901234123457, doi:10.1000/182", null)]
    [TestCase("12.05.2022, 2021-2022, 10 000 000 zł, 22:15:30, 00:01:02,500 --> 00:01:05,100, 48-300 Nysa, 3,1415926535", null)]
    [TestCase("nr rej. 601234567, sygn. II OSK 601/23, ISBN 83-7392-123-4, ISBN 9788301000001, ISSN 0137-9291, KRS: 0000601234, Dz.U. z 2001 r. nr 60, poz. 123", null)]
    [TestCase("kod EAN 4006381333931, NR 22 1234567, bilet 0048221, konto 601 zł, v. 22.123.45.67, kompilacja 22.123.45.167", null)]
    [TestCase("w latach 1990-1999, 2001-2010-2020, godz. 12:15-13:45-14:30, wyniki 3:1, 2:2, 6:4, skala 1:50 000 000", null)]
    [TestCase("[E-MAIL] [TELEFON] tel. [TELEFON], 601 234 567", "[E-MAIL] [TELEFON] tel. [TELEFON], [TELEFON]")]
    [TestCase("ala@rzeka.ip 44051401359", "[E-MAIL] [PESEL]", Description = "a word in an address says nothing of the number behind it")]
    [TestCase("", null)]
    public void Judge_EverythingMasked_MasksWhatIsPersonal(string text, string? masked) =>
        Assert.That(Judged.By(new PiiStep(MaskAll), text).Text, Is.EqualTo(masked ?? text));

    [Test]
    public void Judge_Defaults_MasksPeopleAndCountsFirmsAndMachines()
    {
        const string Text = "Jan Nowak, PESEL 44051401359, tel. 601 234 567, jan@polna.pl, anna@polna.pl, NIP 123-456-32-18, REGON 123456785, IP 83.12.34.56, 00:1A:2B:7C:0D:5E";
        var step = new PiiStep(new PiiSettings());
        Judged judged = Judged.By(step, Text, facts: "\"licence\":\"MIT\"");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(judged.Text, Is.EqualTo("Jan Nowak, PESEL [PESEL], tel. [TELEFON], [E-MAIL], [E-MAIL], NIP 123-456-32-18, REGON 123456785, IP 83.12.34.56, 00:1A:2B:7C:0D:5E"));
            Assert.That(judged.Facts, Is.EqualTo("\"licence\":\"MIT\",\"pii\":{\"email\":2,\"phone\":1,\"pesel\":1,\"nip\":1,\"regon\":1,\"ip\":1,\"mac\":1}"));
            Assert.That(step.Notes.Select(note => $"{note.Key} {note.Value}"), Is.EqualTo((string[])["pii_email 2", "pii_phone 1", "pii_pesel 1", "pii_nip 1", "pii_regon 1", "pii_ip 1", "pii_mac 1"]));
        }
    }

    [Test]
    public void Judge_Drop_NamesKindAndCount()
    {
        Judged judged = Judged.By(new PiiStep(new PiiSettings { Email = FindAction.Drop }), "tel. 601 234 567, a@polna.pl, b@polna.pl");
        Assert.That((judged.DropReason, judged.Value), Is.EqualTo(("pii_email", 2)));
    }

    [Test]
    public void Judge_Off_NeitherMasksNorCounts()
    {
        const string Text = "tel. 601 234 567, a@polna.pl";
        Assert.That(Judged.By(new PiiStep(new PiiSettings { Email = FindAction.Off, Phone = FindAction.Off }), Text), Is.EqualTo(new Judged(null, 0, Text, "", true)));
    }

    [Test]
    public void Judge_CountOnly_LeavesTheTextItself()
    {
        Judged judged = Judged.By(new PiiStep(new PiiSettings { Email = FindAction.Count }), "a@polna.pl");
        Assert.That(judged, Is.EqualTo(new Judged(null, 0, "a@polna.pl", "\"pii\":{\"email\":1}", true)));
    }

    [Test]
    public void Notes_NextBatch_BeginAgain()
    {
        var step = new PiiStep(new PiiSettings());
        Judged.By(step, ["a@polna.pl", "bez danych", "b@polna.pl"]);
        long first = step.Notes["pii_email"];
        Judged.By(step, ["bez danych"]);
        Assert.That((first, step.Notes.Count), Is.EqualTo((2, 0)));
    }
}
