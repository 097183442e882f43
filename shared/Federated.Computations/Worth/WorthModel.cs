namespace Federated.Computations.Worth;

/// <summary>The models whose worth is compared.</summary>
public enum WorthModel
{
    /// <summary>Trained on the partner's own rows alone: what everything is measured against.</summary>
    Local,

    /// <summary>The joint model as it is.</summary>
    Joint,

    /// <summary>The best model between the two.</summary>
    Personalised,

    /// <summary>The one that the partner's validation rows chose of all three.</summary>
    Chosen,
}
