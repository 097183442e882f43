namespace Federated.Learning.Bandits;

/// <summary>A way to choose arms: a rule, mixed with the uniform one so that no arm is impossible and what was shown can be used to judge any other policy.</summary>
public sealed record ArmPolicy
{
    /// <summary>How the arm is chosen.</summary>
    public required BanditRule Rule { get; init; }

    /// <summary>Multiple of the uncertainty: α of LinUCB, v of Thompson sampling. 0 to 100; 1 by default. Without effect on the other rules.</summary>
    public double Exploration { get; init; } = 1;

    /// <summary>ε: share of choices that are uniform whatever the rule, 0 (default) to 1.</summary>
    public double Uniform { get; init; }

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Rule) || !(Exploration is >= 0 and <= 100 && Uniform is >= 0 and <= 1))
            throw new ArgumentException($"The rule is {Rule}, the exploration {Exploration} and the uniform share {Uniform}; exploration is 0 to 100 and the share 0 to 1.");
    }
}
