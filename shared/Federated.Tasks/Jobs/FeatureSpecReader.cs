using Federated.Tasks.Documents;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Jobs;

/// <summary>Reads and writes <c>features:</c>. Keys that do not apply to a field's type are unknown keys there.</summary>
internal static class FeatureSpecReader
{
    private static readonly string[] Imputations = ["mean", "median"];
    private static readonly string[] Encodings = ["one_hot", "hash", "target"];
    private static readonly string[] Parts = ["month", "weekday", "season"];

    public static FeatureSpec[] Read(DocumentSection section, DataContract? contract)
    {
        var read = new List<FeatureSpec>();
        foreach (string name in section.Keys.ToList())
        {
            DocumentSection? written = section.Section(name);
            if (contract is null || written is null)
                continue;
            if (contract.Features.FirstOrDefault(field => field.Name == name) is { } field)
                read.Add(Read(written, field));
            else
                section.Fault(name, "NAME", $"the contract has no feature '{Shown.Of(name)}'", "write names of fields with 'role: feature'");
        }

        section.Close();
        return contract is null ? [] : [.. contract.Features.Select(field => read.Find(spec => spec.Field == field.Name)).OfType<FeatureSpec>().Where(spec => !IsStandard(spec))];
    }

    public static void Write(DocumentWriter writer, IReadOnlyList<FeatureSpec> specs)
    {
        foreach (FeatureSpec spec in specs)
            writer.Section(spec.Field, () => Write(writer, spec));
    }

    private static FeatureSpec Read(DocumentSection section, ContractField field)
    {
        var spec = new FeatureSpec { Field = field.Name };
        if (field.IsNumeric)
        {
            spec = spec with
            {
                Impute = (Imputation)Array.IndexOf(Imputations, section.Choice("impute", Imputations, Imputations[0])),
                Log = section.Truth("log", fallback: false),
                Clip = section.Number("clip", new NumberRange(0, 0.25), 0),
                Bins = section.Has("bins") ? section.WholeNumber("bins", 2, 64, 2) : 0,
            };
        }
        else if (field.IsCategorical)
        {
            spec = spec with
            {
                Encode = (CategoryEncoding)Array.IndexOf(Encodings, section.Choice("encode", Encodings, Encodings[0])),
                Buckets = section.WholeNumber("buckets", 2, 1024, spec.Buckets),
                Smoothing = section.Number("smoothing", new NumberRange(0, 1e6), spec.Smoothing),
            };
        }

        if (field.Type == FieldType.Date)
            spec = spec with { Parts = DateParts(section) };
        section.Close();
        return spec;
    }

    private static DatePart[] DateParts(DocumentSection section)
    {
        IReadOnlyList<string> words = section.Texts("parts", Parts.Length);
        foreach (string word in words.Where(word => !Parts.Contains(word, StringComparer.Ordinal)))
            section.Fault("parts", "VALUE", $"no part of a date is called '{Shown.Of(word)}'", $"write some of {string.Join(", ", Parts)}");
        return [.. Parts.Select((word, index) => (word, index)).Where(part => words.Contains(part.word, StringComparer.Ordinal)).Select(part => (DatePart)part.index)];
    }

    private static bool IsStandard(FeatureSpec spec)
    {
        var standard = new FeatureSpec { Field = spec.Field };
        return spec.Parts.Count == 0 && spec with { Parts = standard.Parts } == standard;
    }

    private static void Write(DocumentWriter writer, FeatureSpec spec)
    {
        var standard = new FeatureSpec { Field = spec.Field };
        if (spec.Impute != standard.Impute)
            writer.Word("impute", Imputations[(int)spec.Impute]);
        if (spec.Log)
            writer.Truth("log", spec.Log);
        if (spec.Clip != standard.Clip)
            writer.Number("clip", spec.Clip);
        if (spec.Bins != standard.Bins)
            writer.Number("bins", spec.Bins);
        if (spec.Encode != standard.Encode)
            writer.Word("encode", Encodings[(int)spec.Encode]);
        if (spec.Buckets != standard.Buckets)
            writer.Number("buckets", spec.Buckets);
        if (spec.Smoothing != standard.Smoothing)
            writer.Number("smoothing", spec.Smoothing);
        if (spec.Parts.Count > 0)
            writer.Texts("parts", spec.Parts.Select(part => Parts[(int)part]));
    }
}
