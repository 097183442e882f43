namespace Federated.Computations.Tests.Robust;

/// <summary>What a bad partner does.</summary>
public enum Attack
{
    /// <summary>Nothing bad.</summary>
    None,

    /// <summary>Sends its update times −10.</summary>
    SignFlip,

    /// <summary>Sends a random vector of a hundred times its update's length.</summary>
    Scaling,

    /// <summary>Trains on rows whose labels are all turned round, and sends twenty times the update.</summary>
    LabelFlip,

    /// <summary>Trains on rows of which most carry a trigger and then say 1, and sends twenty times the update.</summary>
    Backdoor,
}
