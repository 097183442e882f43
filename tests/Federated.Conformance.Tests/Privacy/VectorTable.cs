namespace Federated.Conformance.Tests.Privacy;

/// <summary>A CSV of reference figures: a header, commas, quotes around fields that hold commas.</summary>
internal sealed class VectorTable
{
    private readonly string[] _header;
    private readonly string[][] _rows;

    public VectorTable(string file)
    {
        string[][] lines = [.. ReferenceMaterial.Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Fields)];
        (_header, _rows) = (lines[0], lines[1..]);
    }

    public IEnumerable<VectorRow> Rows => _rows.Select(fields => new VectorRow(_header.Zip(fields).ToDictionary(each => each.First, each => each.Second)));

    private static string[] Fields(string line)
    {
        List<string> fields = [""];
        bool quoted = false;
        foreach (char letter in line.TrimEnd('\r'))
        {
            if (letter == '"')
                quoted = !quoted;
            else if (letter == ',' && !quoted)
                fields.Add("");
            else
                fields[^1] += letter;
        }

        return [.. fields];
    }
}
