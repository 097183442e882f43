namespace Federated.Tasks.Uplift;

/// <summary>How an effect is learnt. Künzel et al. 2019, "Metalearners for estimating heterogeneous treatment effects"; Nie and Wager 2021, "Quasi-oracle estimation of heterogeneous treatment effects".</summary>
internal enum LearnerKind
{
    /// <summary>A model of the response for each arm; the effect is their difference.</summary>
    T,

    /// <summary>One model of the response, with the contact and its products with the features, all under one penalty.</summary>
    S,

    /// <summary>Each row's effect imputed by the other arm's model, and regressed on the features.</summary>
    X,

    /// <summary>Residuals of the response regressed on residuals of the contact times the features.</summary>
    R,
}
