using System.Globalization;

namespace Federated.Conformance.Tests.Privacy;

/// <summary>One row of a table, by column name.</summary>
internal sealed class VectorRow(Dictionary<string, string> fields)
{
    public string this[string column] => fields[column];

    public double Number(string column) => double.Parse(fields[column], CultureInfo.InvariantCulture);

    public override string ToString() => string.Join(", ", fields.Values);
}
