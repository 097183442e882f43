using Federated.Tasks.Documents;

namespace Federated.Tasks.Schema;

/// <summary>Reads a contract's section and names every fault. Null after a fault that leaves no contract to speak of.</summary>
internal static class DataContractReader
{
    /// <param name="section">The contract as written.</param>
    /// <param name="items">Ids of the job's items.</param>
    /// <param name="rows">What a row stands for, as the job's task says.</param>
    public static DataContract? Read(DocumentSection section, IReadOnlyList<string> items, RowKind rows)
    {
        string name = section.RequiredName("name");
        IReadOnlyList<DocumentSection> written = section.Sections("fields", DataContract.MaximumFields);
        if (!section.Has("fields"))
            section.Missing("fields");
        section.Close();
        ContractField[] fields = [.. written.Select(field => ContractFieldReader.Read(field, items))];
        RefuseRepeatedNames(written, fields);
        bool sound = CheckRoles(section, written, fields);
        return sound && fields.Select(field => field.Name).Distinct(StringComparer.Ordinal).Count() == fields.Length ? new DataContract(name, fields, rows) : null;
    }

    private static void RefuseRepeatedNames(IReadOnlyList<DocumentSection> written, ContractField[] fields)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].Name.Length > 0 && !seen.Add(fields[i].Name))
                written[i].Fault("name", "NAME", $"the field '{Shown.Of(fields[i].Name)}' is declared twice (case does not count)", "keep one of the two");
        }
    }

    private static bool CheckRoles(DocumentSection section, IReadOnlyList<DocumentSection> written, ContractField[] fields)
    {
        int labels = Count(FieldRole.Label), ids = Count(FieldRole.Id), items = Count(FieldRole.Item);
        int Count(FieldRole role) => fields.Count(field => field.Role == role);
        if (labels > 1)
            written[Array.FindLastIndex(fields, field => field.Role == FieldRole.Label)].Fault("role", "ROLE", $"{labels} fields are labels", "keep 'role: label' on at most one field");
        if (ids > 1)
            written[Array.FindLastIndex(fields, field => field.Role == FieldRole.Id)].Fault("role", "ROLE", $"{ids} fields are ids", "keep 'role: id' on at most one field");
        if (items > 1)
            written[Array.FindLastIndex(fields, field => field.Role == FieldRole.Item)].Fault("role", "ROLE", $"{items} fields are items", "keep 'role: item' on at most one field");
        bool hasFeature = fields.Any(field => field.Role is FieldRole.Feature or FieldRole.Item);
        if (!hasFeature)
            section.Fault("fields", "ROLE", "no field is a feature", "declare at least one field that a model can learn from");
        return labels <= 1 && ids <= 1 && items <= 1 && hasFeature;
    }
}
