using Federated.Tasks.Documents;

namespace Federated.Tasks.Schema;

/// <summary>
/// What every partner's table must look like for one job: the agreement that lets columns of different companies mean the same. A contract is
/// immutable and valid: however it was made, it has at most one label, item and id, and at least one feature or an item.
/// </summary>
public sealed class DataContract
{
    /// <summary>The most fields that a contract may have.</summary>
    public const int MaximumFields = 2000;

    /// <summary>The most values that a category may declare.</summary>
    public const int MaximumValues = 1000;

    private readonly Dictionary<string, ContractField> _byName;

    internal DataContract(string name, IReadOnlyList<ContractField> fields, RowKind rows)
    {
        Name = name;
        Rows = rows;
        Fields = fields;
        Label = fields.SingleOrDefault(field => field.Role == FieldRole.Label);
        Item = fields.SingleOrDefault(field => field.Role == FieldRole.Item);
        Id = fields.SingleOrDefault(field => field.Role == FieldRole.Id);
        Features = [.. fields.Where(field => field.Role == FieldRole.Feature)];
        Groups = [.. fields.Where(field => field.Role == FieldRole.Group)];
        Columns = [.. fields.Where(field => field.Role is FieldRole.Feature or FieldRole.Group or FieldRole.Item)];
        _byName = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>1 to 40 of a-z, 0-9 and '-'.</summary>
    public string Name { get; }

    /// <summary>All fields in declared order.</summary>
    public IReadOnlyList<ContractField> Fields { get; }

    /// <summary>The fields that a model may read, in declared order; at least one, unless there is an item.</summary>
    public IReadOnlyList<ContractField> Features { get; }

    /// <summary>The fields whose groups are compared, in declared order; they never become features.</summary>
    public IReadOnlyList<ContractField> Groups { get; }

    /// <summary>Features, groups and the item in declared order: the columns of a <see cref="LocalTable"/>.</summary>
    public IReadOnlyList<ContractField> Columns { get; }

    /// <summary>The field to predict, if there is one: a boolean, a category of at least two values, or a number.</summary>
    public ContractField? Label { get; }

    /// <summary>The kind of <see cref="Label"/>.</summary>
    public LabelKind LabelKind => Label switch
    {
        null => LabelKind.None,
        { IsNumeric: true } => LabelKind.Number,
        { Positive.Length: > 0 } => LabelKind.TwoClasses,
        _ => LabelKind.Classes,
    };

    /// <summary>What a row stands for: the task of the job says so.</summary>
    public RowKind Rows { get; }

    /// <summary>The field that names what was bought, seen or clicked, if there is one.</summary>
    public ContractField? Item { get; }

    /// <summary>The field that names the customer, if there is one.</summary>
    public ContractField? Id { get; }

    /// <summary>The field of that name, or null.</summary>
    public ContractField? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads a contract from its YAML.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="documentName">Name for messages, usually the file name.</param>
    /// <exception cref="DocumentException">With every fault (codes <c>FED-DATA-…</c>).</exception>
    public static DataContract Parse(string text, string documentName)
    {
        DocumentSection section = DocumentSection.Read(text, documentName, "FED-DATA");
        DataContract? contract = DataContractReader.Read(section, [], RowKind.Customers);
        section.ThrowIfFaulty();
        return contract!;
    }

    /// <summary>Makes a contract in code; it must obey the same rules as a written one.</summary>
    /// <exception cref="DocumentException">With every fault, positions being those of the canonical text.</exception>
    public static DataContract Create(string name, IReadOnlyList<ContractField> fields) =>
        Parse(DataContractWriter.Write(name, fields), $"contract {Shown.Of(name)}");

    /// <summary>The canonical YAML: equal contracts give equal text, and parsing it gives an equal contract.</summary>
    public string ToYaml() => DataContractWriter.Write(Name, Fields);
}
