using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>
/// A partner's own rows: those that train, and those that only judge. Neither the joint model nor a personal one may have seen the latter; rows of one customer
/// belong to one part.
/// </summary>
public sealed record PersonalRows
{
    /// <summary>Two parts of one table.</summary>
    /// <param name="training">At least one row.</param>
    /// <param name="validation">At least one row, as wide.</param>
    /// <exception cref="ArgumentException">A part is empty, or their columns differ.</exception>
    public PersonalRows(LabelledRows training, LabelledRows validation)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        if (training.Count == 0 || validation.Count == 0)
            throw new ArgumentException($"{training.Count} rows train and {validation.Count} judge; a personal model needs at least one of each.");
        if (training.Columns != validation.Columns || training.LabelColumns != validation.LabelColumns)
            throw new ArgumentException($"The rows that train have {training.Columns} features and those that judge {validation.Columns}; encode both alike.");
        Training = training;
        Validation = validation;
    }

    /// <summary>Rows that train.</summary>
    public LabelledRows Training { get; }

    /// <summary>Rows that judge.</summary>
    public LabelledRows Validation { get; }
}
