using System.Collections.Immutable;
using Federated.Computations.Bandits;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Creative;

/// <summary>Which fields of a contract are the arm that was shown, the chance that it had, and the context: all other features.</summary>
internal sealed class CreativeFields
{
    public const string ArmKey = "arm", PropensityKey = "propensity";

    private readonly FeatureStages _features;

    /// <exception cref="ArgumentException">A field is missing or of another kind.</exception>
    public CreativeFields(JobSpec job, FeatureStages features)
    {
        _features = features;
        Arm = Field(job, ArmKey, field => field.IsCategorical && field.Values.Count >= 2, "category of two values or more");
        Propensity = Field(job, PropensityKey, field => field.Type == FieldType.Number, "number").Name;
        ContractField label = job.Contract.Label!;
        RewardBound = label.IsNumeric ? Math.Max(Math.Abs(label.Minimum), Math.Abs(label.Maximum)) : 1;
        if (!(RewardBound > 0))
            throw new ArgumentException($"The label {label.Name} is always 0, so that every arm earns the same; widen its 'min' and 'max'.", nameof(job));
    }

    /// <summary>What was shown.</summary>
    public ContractField Arm { get; }

    /// <summary>The chance that it had.</summary>
    public string Propensity { get; }

    /// <summary>Most that |reward| can be.</summary>
    public double RewardBound { get; }

    /// <summary>What a context is made of, before the constant.</summary>
    public FeaturePlan Context(TaskState state) =>
        new([.. _features.Plan(state).Columns.Where(column => column.Formula.Field != Arm.Name && column.Formula.Field != Propensity)]);

    /// <summary>Rows × (width + 1), row-major: the context and a constant 1.</summary>
    public static float[] Encode(FeaturePlan context, LocalTable table)
    {
        int width = context.Width;
        float[] encoded = context.Encode(table), contexts = new float[table.RowCount * (width + 1)];
        for (int row = 0; row < table.RowCount; row++)
        {
            encoded.AsSpan(row * width, width).CopyTo(contexts.AsSpan(row * (width + 1)));
            contexts[(row * (width + 1)) + width] = 1;
        }

        return contexts;
    }

    /// <summary>The pulls of a table; rows without a known arm count nowhere.</summary>
    public BanditRows Pulls(FeaturePlan context, LocalTable table) => new(Encode(context, table), table.Categories(Arm.Name).ToArray(), table.Labels.ToArray());

    /// <summary>The rows with a known arm and a chance above 0: those that can judge a policy.</summary>
    public LocalTable Judging(LocalTable table)
    {
        var rows = ImmutableArray.CreateBuilder<int>();
        for (int row = 0; row < table.RowCount; row++)
        {
            if (table.Categories(Arm.Name)[row] >= 0 && table.Numbers(Propensity)[row] is > 0 and <= 1)
                rows.Add(row);
        }

        return table.Select(rows.ToArray());
    }

    private static ContractField Field(JobSpec job, string key, Func<ContractField, bool> fits, string kind)
    {
        string name = job.Options.Names(key) is [var written, ..] ? written : key;
        return job.Contract.Columns.FirstOrDefault(field => field.Name == name && fits(field))
            ?? throw new ArgumentException($"Task {job.Task} reads a {kind} called '{name}', and the contract has none. Add it, or name another under 'options: {{{key}: [field]}}'.", nameof(job));
    }
}
