namespace Federated.Tasks.TwoClass;

/// <summary>What the next round of a two-class job computes.</summary>
internal enum TwoClassStage
{
    /// <summary>Joint statistics of the training rows.</summary>
    Statistics,

    /// <summary>Federated averaging of the model.</summary>
    Training,

    /// <summary>Joint evaluation on the held-out rows.</summary>
    Evaluation,

    /// <summary>Nothing: the state is the released model.</summary>
    Done,
}
