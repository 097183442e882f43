namespace Federated.Tasks.Schema;

/// <summary>The words of a contract for types and roles.</summary>
internal static class FieldWords
{
    public static readonly IReadOnlyList<string> Types = [.. Enum.GetValues<FieldType>().Select(Of)];

    public static readonly IReadOnlyList<string> Roles = [.. Enum.GetValues<FieldRole>().Select(Of)];

    public static string Of(FieldType type) => type switch
    {
        FieldType.Number => "number",
        FieldType.WholeNumber => "integer",
        FieldType.Category => "category",
        FieldType.Boolean => "boolean",
        FieldType.Text => "text",
        FieldType.Date => "date",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a field type."),
    };

    public static string Of(FieldRole role) => role switch
    {
        FieldRole.Feature => "feature",
        FieldRole.Label => "label",
        FieldRole.Group => "group",
        FieldRole.Item => "item",
        FieldRole.Id => "id",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a field role."),
    };

    public static FieldType TypeOf(string word) => Enum.GetValues<FieldType>().Single(type => Of(type) == word);

    public static FieldRole RoleOf(string word) => Enum.GetValues<FieldRole>().Single(role => Of(role) == word);
}
