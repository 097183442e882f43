using Federated.Tasks.Schema;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Schema;

/// <summary>Contracts for tests, and a generator of any.</summary>
internal static class Contracts
{
    public const string Churn = """
        name: churn-v1
        fields:
          - {name: customer, role: id}
          - {name: state, type: category, values: [KS, OH, "NO"]}
          - {name: minutes, type: number, min: 0, max: 500, required: true}
          - {name: calls, type: integer, min: 0, max: 200}
          - {name: plan, type: boolean}
          - {name: churn, type: category, role: label, values: ["no", "yes"], positive: "yes"}
        """;

    private static readonly Gen<string> Value = ArbMap.Default.GeneratorFor<NonEmptyString>()
        .Select(text => text.Get.Trim())
        .Where(text => text.Length is > 0 and <= 200 && text.EnumerateRunes().All(Tasks.Documents.Shown.IsPrintable));

    private static readonly Gen<ContractField> Feature = Gen.OneOf(
        from bounds in Gen.Two(ArbMap.Default.GeneratorFor<NormalFloat>())
        from required in ArbMap.Default.GeneratorFor<bool>()
        where bounds.Item1.Get != bounds.Item2.Get && double.IsFinite(bounds.Item1.Get - bounds.Item2.Get)
        select new ContractField { Name = "", Type = FieldType.Number, Required = required, Minimum = Math.Min(bounds.Item1.Get, bounds.Item2.Get), Maximum = Math.Max(bounds.Item1.Get, bounds.Item2.Get) },
        from minimum in Gen.Choose(-1000, 1000)
        from width in Gen.Choose(1, 1000)
        select new ContractField { Name = "", Type = FieldType.WholeNumber, Minimum = minimum, Maximum = minimum + width },
        from values in Gen.NonEmptyListOf(Value)
        select new ContractField { Name = "", Type = FieldType.Category, Values = [.. values.Distinct(StringComparer.Ordinal)] },
        Gen.Constant(new ContractField { Name = "", Type = FieldType.Boolean }));

    public static Arbitrary<DataContract> Any { get; } = (
        from features in Gen.NonEmptyListOf(Feature)
        from hasId in ArbMap.Default.GeneratorFor<bool>()
        from positive in Gen.Elements("true", "false")
        select Make(features, hasId, positive)).ToArbitrary();

    private static DataContract Make(IEnumerable<ContractField> features, bool hasId, string positive)
    {
        List<ContractField> fields = [.. features.Select((field, i) => Named(field, $"field_{i}"))];
        if (hasId)
            fields.Insert(0, new ContractField { Name = "customer", Type = FieldType.Text, Role = FieldRole.Id });
        fields.Add(new ContractField { Name = "label", Type = FieldType.Boolean, Role = FieldRole.Label, Positive = positive });
        return DataContract.Create("generated", fields);
    }

    private static ContractField Named(ContractField field, string name) => new()
    {
        Name = name,
        Type = field.Type,
        Required = field.Required,
        Minimum = field.Minimum,
        Maximum = field.Maximum,
        Values = field.Values,
    };
}
