using Federated.Tasks.Documents;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>Ties the fields of a contract to the columns of a header, and names what is missing, doubled or misspelt.</summary>
internal sealed class HeaderReader(DataContract contract, DataMapping mapping, string source, ReadPurpose purpose)
{
    private const int MostSuggestions = 20;
    private static readonly char[] LikelyDelimiters = [',', ';', '\t', '|'];

    private int _suggestions;

    /// <summary>The fields that this purpose reads, in the contract's order.</summary>
    public IReadOnlyList<ContractField> Fields { get; } =
        [.. contract.Fields.Where(field => purpose == ReadPurpose.Training || field.Role != FieldRole.Label)];

    /// <summary>The columns of the fields, in the contract's order; incomplete when there are faults.</summary>
    public IReadOnlyList<FieldColumn> Read(IReadOnlyList<string> header, List<DataFault> faults, List<DataFault> notices)
    {
        if (WrongDelimiter(header) is { } wrong)
        {
            faults.Add(wrong);
            return [];
        }
        var positions = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (int i = 0; i < header.Count; i++)
            (positions.TryGetValue(header[i], out List<int>? at) ? at : positions[header[i]] = []).Add(i);
        var columns = new List<FieldColumn>();
        foreach (ContractField field in Fields)
        {
            string column = mapping.ColumnOf(field.Name);
            if (!positions.TryGetValue(column, out List<int>? at))
                faults.Add(MissingColumn(field, column, positions.Keys));
            else if (at.Count > 1)
                faults.Add(DataFault.OfFile("FED-DATA-HEADER", $"{at.Count} columns are called '{Shown.Of(column)}' (columns {string.Join(", ", at.Take(3).Select(i => i + 1))})", $"rename them in {source}, so that the mapping can name one", field.Name));
            else
                columns.Add(new FieldColumn(field, mapping, at[0]));
        }
        NoticeDoubled(positions, columns, notices);
        NoticeUnknownFields(notices);
        return columns;
    }

    private DataFault? WrongDelimiter(IReadOnlyList<string> header)
    {
        if (header.Count != 1)
            return null;
        (char delimiter, int count) = LikelyDelimiters.Where(each => each != mapping.Delimiter)
            .Select(each => (each, header[0].Count(c => c == each))).MaxBy(each => each.Item2);
        return count == 0 ? null : DataFault.OfFile(
            "FED-DATA-DELIMITER",
            $"the header has 1 column and contains {count} '{(delimiter == '\t' ? "tab" : delimiter)}'",
            $"{mapping.DocumentName}: set delimiter: {(delimiter == '\t' ? "tab" : $"'{delimiter}'")}");
    }

    private DataFault MissingColumn(ContractField field, string column, IEnumerable<string> header)
    {
        string? nearest = ++_suggestions <= MostSuggestions ? NearestWord.Find(column, header) : null;
        string hint = nearest is null ? "" : $"did you mean '{Shown.Of(nearest)}'? ";
        return DataFault.OfFile(
            "FED-DATA-COLUMN",
            $"{field.Name}: the header has no column '{Shown.Of(column)}'",
            $"{hint}{mapping.DocumentName}, under columns: {field.Name}: {{ column: {(nearest is null ? "its name in the header" : Shown.Of(nearest))} }}",
            field.Name);
    }

    private static void NoticeDoubled(Dictionary<string, List<int>> positions, List<FieldColumn> columns, List<DataFault> notices)
    {
        string[] doubled = [.. positions.Where(each => each.Value.Count > 1 && columns.All(column => column.Index != each.Value[0])).Select(each => $"'{Shown.Of(each.Key)}'")];
        if (doubled.Length > 0)
            notices.Add(DataFault.OfFile("FED-DATA-HEADER", $"some header names stand twice: {string.Join(", ", doubled.Take(3))}", "No field of the contract is read from them."));
    }

    private void NoticeUnknownFields(List<DataFault> notices)
    {
        foreach (string field in mapping.Columns.Keys.Where(field => contract.Find(field) is null).Take(10))
        {
            string hint = NearestWord.Find(field, contract.Fields.Select(each => each.Name)) is { } nearest ? $"Did you mean '{nearest}'?" : "It is not used.";
            notices.Add(DataFault.OfFile("FED-DATA-FIELD", $"{mapping.DocumentName} maps '{Shown.Of(field)}', which contract {contract.Name} does not have", hint));
        }
    }
}
