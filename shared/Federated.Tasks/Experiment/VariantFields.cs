using Federated.Computations.Experiments;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Experiment;

/// <summary>Which fields of a contract say who got what, and whose groups are told apart.</summary>
internal sealed class VariantFields
{
    private const int MostVariants = 20;

    private readonly JobSpec _job;

    /// <exception cref="ArgumentException">The contract has no such field.</exception>
    public VariantFields(JobSpec job)
    {
        _job = job;
        string name = job.Options.Names(ExperimentTask.VariantKey) is [var written, ..] ? written : ExperimentTask.VariantKey;
        Variant = job.Contract.Find(name) is { IsCategorical: true, Role: FieldRole.Feature or FieldRole.Group, Values.Count: >= 2 and <= MostVariants } field
            ? field
            : throw new ArgumentException($"Task {job.Task} reads from a category or boolean '{name}' of 2 to {MostVariants} values which variant a customer got, and the contract has none. Add it, or name another under 'options: {{{ExperimentTask.VariantKey}: [field]}}'.", nameof(job));
        Groups = [.. job.Contract.Groups.Where(group => group.Name != name)];
        Options = new ExperimentOptions { Variants = Variant.Values.Count, Groups = [.. Groups.Select(group => group.Values.Count)], Floor = job.Options.WholeNumber(ExperimentTask.FloorKey) };
        Options.Validate();
    }

    /// <summary>The field of the variant; its first value is what the others are compared with.</summary>
    public ContractField Variant { get; }

    /// <summary>The fields whose groups are told apart.</summary>
    public IReadOnlyList<ContractField> Groups { get; }

    /// <summary>What is counted.</summary>
    public ExperimentOptions Options { get; }

    /// <summary>Whether the metric is a share of responses; otherwise it is a mean.</summary>
    public bool IsShare => _job.Contract.LabelKind == LabelKind.TwoClasses;

    /// <summary>A response of 1 in the label's own unit.</summary>
    public double Unit => IsShare ? 1 : Math.Max(Math.Abs(_job.Contract.Label!.Minimum), Math.Abs(_job.Contract.Label.Maximum));

    /// <summary>A node's rows; read anew each time.</summary>
    public IEnumerable<VariantRow> Rows(ITaskRows rows)
    {
        foreach (LocalTable batch in rows.Batches())
        {
            int[] variants = batch.Categories(Variant.Name).ToArray();
            int[][] groups = [.. Groups.Select(group => batch.Categories(group.Name).ToArray())];
            float[] labels = batch.Labels.ToArray();
            for (int row = 0; row < batch.RowCount; row++)
                yield return new VariantRow(variants[row], Math.Clamp(labels[row] / Unit, -1, 1), Array.ConvertAll(groups, group => group[row]));
        }
    }
}
