namespace Federated.Computations.Personalisation;

/// <summary>Where a partner's model comes from.</summary>
public enum PersonalKind
{
    /// <summary>The joint model as it is.</summary>
    Joint,

    /// <summary>A weighted mean of the joint and the local model's logits.</summary>
    Interpolated,

    /// <summary>The joint model, moved by own rows but pulled back towards what it was.</summary>
    Ditto,

    /// <summary>The joint model with a last layer of the partner's own.</summary>
    LocalHead,

    /// <summary>The joint model after some more passes over own rows.</summary>
    FineTuned,

    /// <summary>Trained on own rows alone.</summary>
    Local,
}
