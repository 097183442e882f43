using System.Text;
using Federated.Tasks.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Documents;

public class DocumentSectionTests
{
    [Theory]
    [InlineData("a: 1\nb: &x 2\n", "FED-T-ANCHOR", 2, 4)]
    [InlineData("a: 1\nb: *x\n", "FED-T-ANCHOR", 2, 4)]
    [InlineData("a: !!int 1\n", "FED-T-TAG", 1, 4)]
    [InlineData("a: !Evil {}\n", "FED-T-TAG", 1, 4)]
    [InlineData("a: 1\na: 2\n", "FED-T-KEY", 2, 1)]
    [InlineData("a:\n\tb: 1\n", "FED-T-TAB", 2, 1)]
    [InlineData("a: [1, 2\nb: 3\n", "FED-T-SYNTAX", 1, 5)]
    [InlineData("a: \"x\n", "FED-T-SYNTAX", 1, 4)]
    [InlineData("a: 1\n---\nb: 2\n", "FED-T-SYNTAX", 2, 1)]
    [InlineData("%YAML 1.1\n---\na: 1\n", "FED-T-SYNTAX", 1, 1)]
    [InlineData("- a\n- b\n", "FED-T-TYPE", 1, 1)]
    [InlineData("just words\n", "FED-T-TYPE", 1, 1)]
    [InlineData("? [a, b]\n: 1\n", "FED-T-KEY", 1, 8)]
    [InlineData("", "FED-T-EMPTY", 1, 1)]
    [InlineData("# nothing but a comment\n", "FED-T-EMPTY", 1, 1)]
    [InlineData("a: \u0007\n", "FED-T-SYNTAX", 1, 4)]
    public void Read_UnacceptedYaml_NamesCodeLineAndColumn(string text, string code, int line, int column)
    {
        DocumentException fault = Assert.Throws<DocumentException>(() => DocumentSection.Read(text, "t.yaml", "FED-T"));
        Assert.Equal((code, new DocumentPosition(line, column)), (fault.Code, fault.Position));
        Assert.StartsWith($"✗ {code}  t.yaml line {line} column {column}: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("\n  Mend   ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyText_IsReadOrRefusedByADocumentException() => Prop.ForAll(AnyText, text =>
        Record.Exception(() => DocumentSection.Read(text, "t.yaml", "FED-T")) is null or DocumentException { Faults.Count: > 0 })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Read_NestedAliases_RefusesAtTheFirstAnchor()
    {
        var text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        DocumentException fault = Assert.Throws<DocumentException>(() => DocumentSection.Read(text.ToString(), "t.yaml", "FED-T"));
        Assert.Equal("FED-T-ANCHOR", fault.Code);
        Assert.Equal(1, fault.Position.Line);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Read_MegabyteOfOpenBrackets_RefusesTheDepth(char bracket)
    {
        string text = "a: " + new string(bracket, 1_000_000);
        DocumentException fault = Assert.Throws<DocumentException>(() => DocumentSection.Read(text, "t.yaml", "FED-T"));
        Assert.Equal("FED-T-DEPTH", fault.Code);
    }

    [Fact]
    public void Read_NestingAtTheBound_IsAccepted()
    {
        string text = "a: " + new string('[', 31) + new string(']', 31);
        Assert.True(DocumentSection.Read(text, "t.yaml", "FED-T").Has("a"));
        Assert.Throws<DocumentException>(() => DocumentSection.Read("a: " + new string('[', 32) + new string(']', 32), "t.yaml", "FED-T"));
    }

    [Fact]
    public void Read_LongerThanOneMebibyte_RefusesTheSize()
    {
        string text = "a: " + new string('é', DocumentText.MaximumBytes / 2);
        DocumentException fault = Assert.Throws<DocumentException>(() => DocumentSection.Read(text, "t.yaml", "FED-T"));
        Assert.Equal("FED-T-SIZE", fault.Code);
    }

    [Fact]
    public void Close_UnknownKeys_NamesEachWithItsNearestKnownKey()
    {
        DocumentSection section = DocumentSection.Read("rounds: 3\nlearning_rte: 1\nxyzzy: 2\n", "t.yaml", "FED-T");
        section.WholeNumber("rounds", 1, 10, 1);
        section.Number("learning_rate", new NumberRange(0, 1), 0.5);
        section.Close();
        DocumentException fault = Assert.Throws<DocumentException>(section.ThrowIfFaulty);
        Assert.Equal(2, fault.Faults.Count);
        Assert.Equal(new DocumentFault("FED-T-KEY", new(2, 1), "unknown key 'learning_rte'", "did you mean 'learning_rate'?"), fault.Faults[0]);
        Assert.Equal(new DocumentFault("FED-T-KEY", new(3, 1), "unknown key 'xyzzy'", "known keys here: rounds, learning_rate"), fault.Faults[1]);
    }

    [Fact]
    public void Values_OfWrongTypes_AreAllNamedWithTheirPositions()
    {
        const string Text = "whole: 1.5\nnumber: many\nquoted: '3'\ntruth: yes\ntext: [a]\nlist: a\nsection: 3\nnothing:\ninfinite: .inf\nbig: 1e999\n";
        DocumentSection section = DocumentSection.Read(Text, "t.yaml", "FED-T");
        section.WholeNumber("whole", 1, 10, 1);
        section.OptionalNumber("number");
        section.OptionalNumber("quoted");
        section.Truth("truth", false);
        section.OptionalText("text");
        section.Texts("list", 10);
        section.Section("section");
        section.OptionalText("nothing");
        section.OptionalNumber("infinite");
        section.OptionalNumber("big");
        DocumentException fault = Assert.Throws<DocumentException>(section.ThrowIfFaulty);
        Assert.Equal(Enumerable.Range(1, 10), fault.Faults.Select(each => each.Position.Line));
        Assert.All(fault.Faults, each => Assert.Equal("FED-T-TYPE", each.Code));
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("10", true)]
    [InlineData("11", false)]
    public void WholeNumber_AtItsBounds_IsAcceptedInsideOnly(string written, bool isAccepted)
    {
        DocumentSection section = DocumentSection.Read($"n: {written}", "t.yaml", "FED-T");
        section.WholeNumber("n", 1, 10, 5);
        Assert.Equal(isAccepted, Record.Exception(section.ThrowIfFaulty) is null);
    }

    [Fact]
    public void Message_HostileKey_CannotSteerATerminal()
    {
        DocumentSection section = DocumentSection.Read("\"a\\e[31m\\u202e" + new string('z', 100) + "\": 1\n", "t.yaml", "FED-T");
        section.Close();
        DocumentException fault = Assert.Throws<DocumentException>(section.ThrowIfFaulty);
        Assert.DoesNotContain('\u001b', fault.Message);
        Assert.DoesNotContain('\u202e', fault.Message);
        Assert.True(fault.Message.Length < 200);
    }

    /// <summary>Fragments that YAML gives a meaning, strung together in any order.</summary>
    private static Arbitrary<string> AnyText => Gen.ListOf(Gen.Elements(
        "a", ": ", ":", "\n", " ", "  ", "- ", "[", "]", "{", "}", ",", "\"", "'", "#", "&a ", "*a", "!t ", "!!int ", "|", ">", "|+2", "%YAML", "---", "...", "? ", "<<", "\\x", "\r", "\u00e9", "\ud800", "\ufeff", "1"))
        .Select(parts => string.Concat(parts)).ToArbitrary();
}
