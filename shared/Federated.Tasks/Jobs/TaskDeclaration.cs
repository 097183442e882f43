using Federated.Tasks.Schema;

namespace Federated.Tasks.Jobs;

/// <summary>What a task of the catalogue asks of a job: enough to read and to refuse a job without running it.</summary>
public sealed record TaskDeclaration
{
    /// <summary>1 to 40 of a-z, 0-9 and '-'; what a job writes under <c>task:</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What a partner gets from it, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Kinds of label that its contract may have; <see cref="LabelKind.None"/> among them when it may have none.</summary>
    public required IReadOnlyList<LabelKind> Labels { get; init; }

    /// <summary>Models that a job may choose, the default first; only <see cref="ModelKind.Own"/> when there is nothing to choose.</summary>
    public IReadOnlyList<ModelKind> Models { get; init; } = [ModelKind.Own];

    /// <summary>What a row of a partner's table stands for.</summary>
    public RowKind Rows { get; init; } = RowKind.Customers;

    /// <summary>What its score of a customer says.</summary>
    public ScoreKind Scores { get; init; } = ScoreKind.Expectation;

    /// <summary>Whether the contract must have an item; a task that needs none refuses one.</summary>
    public bool NeedsItem { get; init; }

    /// <summary>Whether the contract must have a text feature.</summary>
    public bool NeedsText { get; init; }

    /// <summary>What a job may write under <c>options:</c>.</summary>
    public IReadOnlyList<TaskOption> Options { get; init; } = [];
}
