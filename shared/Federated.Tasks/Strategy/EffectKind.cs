namespace Federated.Tasks.Strategy;

/// <summary>What a sheet takes for the effect of a contact.</summary>
public enum EffectKind
{
    /// <summary>Nothing was measured: the chance of a response stands for it, which is most that an effect can be.</summary>
    Chance,

    /// <summary>A randomised campaign's average, for everybody: customers cannot be told apart.</summary>
    Average,

    /// <summary>A randomised campaign's effect on each customer, by a model that ranks better than chance.</summary>
    Own,
}
