using System.Globalization;
using System.Reflection;

namespace Federated.Tasks.Text;

/// <summary>
/// What Unicode normalisation form KC needs to know of characters: compatibility decompositions, primary composites, and classes of combining marks. The
/// runtime's own normalisation is that of the machine's ICU, or none at all in invariant mode; a hash of text has to be the same everywhere.
/// </summary>
internal sealed class CompatibilityTable
{
    private static readonly Lazy<CompatibilityTable> Loaded = new(Load);
    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<(int First, int Second), int> _composites = [];
    private readonly Dictionary<int, int> _classes = [];

    public static CompatibilityTable Instance => Loaded.Value;

    /// <summary>The full compatibility decomposition; null when the character is its own.</summary>
    public int[]? DecompositionOf(int code) => _decompositions.GetValueOrDefault(code);

    /// <summary>The primary composite of two characters, or −1.</summary>
    public int CompositeOf(int first, int second) => _composites.GetValueOrDefault((first, second), -1);

    /// <summary>Canonical combining class: 0 for a starter.</summary>
    public int ClassOf(int code) => code < 0x300 ? 0 : _classes.GetValueOrDefault(code);

    private static CompatibilityTable Load()
    {
        var table = new CompatibilityTable();
        Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("compatibility.txt")
            ?? throw new InvalidOperationException("The assembly was built without its table of characters, compatibility.txt; build it again.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split(' ');
            switch (fields[0])
            {
                case "#":
                    break;
                case "+":
                    table._composites.Add((Code(fields[2]), Code(fields[3])), Code(fields[1]));
                    break;
                case "!":
                    for (int code = Code(fields[2]); code <= Code(fields[3]); code++)
                        table._classes.Add(code, int.Parse(fields[1], CultureInfo.InvariantCulture));
                    break;
                default:
                    table._decompositions.Add(Code(fields[0]), [.. fields.Skip(1).Select(Code)]);
                    break;
            }
        }

        return table;
    }

    private static int Code(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
