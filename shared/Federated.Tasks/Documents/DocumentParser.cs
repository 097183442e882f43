using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Federated.Tasks.Documents;

/// <summary>
/// YAML to nodes, strictly. Of YAML only what a person writes by hand is accepted: one document of block or flow mappings, sequences
/// and scalars. Anchors, aliases, tags, directives, tabs, repeated keys and nesting beyond <see cref="MaximumDepth"/> are refused, so a
/// text can neither expand beyond its own size nor name a type.
/// </summary>
internal sealed class DocumentParser
{
    public const int MaximumDepth = 32;

    private readonly DocumentFaults _faults;
    private readonly Parser _parser;

    private DocumentParser(string text, DocumentFaults faults)
    {
        _faults = faults;
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    public static MappingNode Parse(string text, DocumentFaults faults)
    {
        RefuseControlCharacters(text, faults);
        try
        {
            return new DocumentParser(text, faults).Document();
        }
        catch (YamlException fault)
        {
            throw faults.Fatal("SYNTAX", PositionOf(fault.Start), $"this is not YAML: {fault.Message.TrimEnd('.')}", "check indentation, colons and quotes at this place");
        }
    }

    private static void RefuseControlCharacters(string text, DocumentFaults faults)
    {
        int line = 1, lineStart = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                (line, lineStart) = (line + 1, i + 1);
            else if (text[i] == '\t')
                throw faults.Fatal("TAB", new(line, i - lineStart + 1), "there is a tab", "indent with spaces; inside quotes write \"\\t\"");
            else if (char.IsControl(text[i]) && text[i] != '\r')
                throw faults.Fatal("SYNTAX", new(line, i - lineStart + 1), $"there is a control character (U+{(int)text[i]:X4})", "delete it");
        }
    }

    private MappingNode Document()
    {
        Expect<StreamStart>();
        if (Next() is StreamEnd)
            throw _faults.Fatal("EMPTY", new(1, 1), "the document is empty", "write at least one 'key: value' line");
        if (_parser.Current is DocumentStart { Version: not null })
            throw Refuse("SYNTAX", "directives (%YAML) are not accepted", "delete the line");
        Next();
        DocumentNode root = Node(1);
        Expect<DocumentEnd>();
        if (Next() is not StreamEnd)
            throw Refuse("SYNTAX", "a second document begins here", "keep one document in one file");
        return root as MappingNode
            ?? throw _faults.Fatal("TYPE", root.Position, $"the document is {root.Kind}, not 'key: value' lines", "begin with a key and a colon");
    }

    private DocumentNode Node(int depth)
    {
        if (depth > MaximumDepth)
            throw Refuse("DEPTH", $"nesting is deeper than {MaximumDepth}", "flatten the document");
        if (_parser.Current is AnchorAlias)
            throw Refuse("ANCHOR", "aliases (*name) are not accepted", "write the value out");
        if (_parser.Current is NodeEvent { Anchor.IsEmpty: false })
            throw Refuse("ANCHOR", "anchors (&name) are not accepted", "write the value out where it is needed");
        if (_parser.Current is NodeEvent { Tag.IsEmpty: false })
            throw Refuse("TAG", "tags (!name) are not accepted", "delete the tag");
        return _parser.Current switch
        {
            Scalar scalar => new ScalarNode(PositionOf(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart start => Sequence(PositionOf(start.Start), depth),
            MappingStart start => Mapping(PositionOf(start.Start), depth),
            _ => throw Refuse("SYNTAX", "a value was expected", "write a value, a list or a mapping"),
        };
    }

    private SequenceNode Sequence(DocumentPosition position, int depth)
    {
        var items = new List<DocumentNode>();
        while (Next() is not SequenceEnd)
            items.Add(Node(depth + 1));
        return new SequenceNode(position, items);
    }

    private MappingNode Mapping(DocumentPosition position, int depth)
    {
        var entries = new List<MappingEntry>();
        var first = new Dictionary<string, DocumentPosition>(StringComparer.Ordinal);
        while (Next() is not MappingEnd)
        {
            if (Node(depth + 1) is not ScalarNode key)
                throw Refuse("KEY", "a key must be a single word", "write 'key: value'");
            if (!first.TryAdd(key.Text, key.Position))
                throw _faults.Fatal("KEY", key.Position, $"'{Shown.Of(key.Text)}' stands here again; it was first set in line {first[key.Text].Line}", "keep one of the two");
            Next();
            entries.Add(new MappingEntry(key.Position, key.Text, Node(depth + 1)));
        }
        return new MappingNode(position, entries);
    }

    private ParsingEvent Next()
    {
        DocumentPosition before = _parser.Current is { } current ? PositionOf(current.Start) : new(1, 1);
        try
        {
            return _parser.MoveNext() && _parser.Current is { } next ? next : throw new YamlException("the text ends too early");
        }
        catch (Exception fault) when (fault is not YamlException)
        {
            // On some broken texts the YAML library fails in its own state machine instead of naming the fault.
            throw _faults.Fatal("SYNTAX", before, "this is not YAML from here on", "check that brackets and quotes are closed and lines indented alike");
        }
    }

    private void Expect<T>()
        where T : ParsingEvent
    {
        if (Next() is not T)
            throw Refuse("SYNTAX", "something else was expected here", "check indentation and brackets");
    }

    private DocumentException Refuse(string kind, string what, string mend) => _faults.Fatal(kind, PositionOf(_parser.Current!.Start), what, mend);

    private static DocumentPosition PositionOf(Mark mark) =>
        new((int)Math.Clamp(mark.Line, 1, int.MaxValue), (int)Math.Clamp(mark.Column, 1, int.MaxValue));
}
