using Federated.Tasks.Documents;

namespace Federated.Tasks.Schema;

/// <summary>The canonical text of a contract: every key that applies to a field is written, defaults too.</summary>
internal static class DataContractWriter
{
    public static string Write(string name, IReadOnlyList<ContractField> fields)
    {
        var writer = new DocumentWriter();
        Write(writer, name, fields);
        return writer.ToString();
    }

    public static void Write(DocumentWriter writer, string name, IReadOnlyList<ContractField> fields)
    {
        writer.Text("name", name);
        writer.Section("fields", () =>
        {
            foreach (ContractField field in fields)
                writer.Item(() => Write(writer, field));
        });
    }

    private static void Write(DocumentWriter writer, ContractField field)
    {
        writer.Text("name", field.Name);
        writer.Word("type", FieldWords.Of(field.Type));
        writer.Word("role", FieldWords.Of(field.Role));
        if (field.Type == FieldType.Date)
        {
            writer.Text("min", Days.Format(field.Minimum));
            writer.Text("max", Days.Format(field.Maximum));
        }
        else if (field.IsNumeric)
        {
            writer.Number("min", field.Minimum);
            writer.Number("max", field.Maximum);
        }
        if (field.Type == FieldType.Category && field.Role != FieldRole.Item)
            writer.Texts("values", field.Values);
        if (field.Role == FieldRole.Label && field.Positive.Length > 0)
            writer.Text("positive", field.Positive);
        if (field.Role is FieldRole.Feature or FieldRole.Group)
            writer.Truth("required", field.Required);
    }
}
