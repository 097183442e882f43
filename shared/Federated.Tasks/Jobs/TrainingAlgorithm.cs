namespace Federated.Tasks.Jobs;

/// <summary>How the partners' rows become one model. Written in lower case.</summary>
public enum TrainingAlgorithm
{
    /// <summary>From sums that add up over partners: the model of all rows together. Not for mlp.</summary>
    Exact,

    /// <summary>Federated averaging (McMahan et al. 2017).</summary>
    FedAvg,

    /// <summary>Averaging with a proximal term in local training (Li et al. 2020).</summary>
    FedProx,

    /// <summary>Averaging with Adam on the server (Reddi et al. 2021).</summary>
    FedAdam,

    /// <summary>Averaging with Yogi on the server (Reddi et al. 2021).</summary>
    FedYogi,

    /// <summary>Averaging with Adagrad on the server (Reddi et al. 2021).</summary>
    FedAdagrad,

    /// <summary>Averaging with control variates against drift (Karimireddy et al. 2020).</summary>
    Scaffold,
}
