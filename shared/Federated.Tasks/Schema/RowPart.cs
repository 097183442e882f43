namespace Federated.Tasks.Schema;

/// <summary>What a customer's rows are used for in a job; see <see cref="TrainTestSplit"/>.</summary>
public enum RowPart
{
    /// <summary>Models are fitted on them.</summary>
    Training,

    /// <summary>A partner chooses on them between models that are ready. None when the job sets no validation fraction.</summary>
    Validation,

    /// <summary>Held out: they decide nothing, and measure what is reported.</summary>
    Test,
}
