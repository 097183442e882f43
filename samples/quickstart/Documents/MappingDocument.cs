using System.Text;
using Federated.Samples.Quickstart.Columns;

namespace Federated.Samples.Quickstart.Documents;

/// <summary>A partner's <c>mapping.yaml</c>: which of its columns is which field of the contract.</summary>
internal static class MappingDocument
{
    /// <param name="source">The CSV file, beside the mapping.</param>
    /// <param name="delimiter">What separates its cells.</param>
    /// <param name="guess">The contract and where its fields were found.</param>
    public static string Write(string source, char delimiter, ContractGuess guess)
    {
        var text = new StringBuilder()
            .Append("# Where this partner's rows are, and which column is which field of the contract. It never leaves this folder.\n")
            .Append("source: ").Append(Yaml.Quote(source)).Append('\n')
            .Append("delimiter: ").Append(delimiter == '\t' ? "tab" : Yaml.Quote(delimiter.ToString())).Append('\n')
            .Append("decimal: ").Append(Yaml.Quote(guess.DecimalMark.ToString())).Append('\n')
            .Append("missing: [").AppendJoin(", ", CellNumbers.MissingWords.Select(Yaml.Quote)).Append("]\n")
            .Append("columns:\n");
        foreach (var column in guess.Columns)
        {
            text.Append("  ").Append(Yaml.Quote(column.Field.Name)).Append(": {column: ").Append(Yaml.Quote(column.Column));
            if (column.HasOthers)
                text.Append(", invalid: empty");
            if (column.Field.IsNumeric)
                text.Append(", out_of_range: clamp");
            text.Append("}\n");
        }

        return text.ToString();
    }
}
