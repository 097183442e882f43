namespace Federated.Tasks.Strategy;

/// <summary>A customer who might be contacted.</summary>
/// <param name="Gain">What a contact is expected to earn before its cost, by a channel that works as well as the average; NaN when it is not known.</param>
/// <param name="MayBeContacted">False for who asked not to be.</param>
/// <param name="Tie">Who comes first of those who return alike: the lower number. A hash of the customer's id makes it a draw.</param>
public readonly record struct Prospect(double Gain, bool MayBeContacted, ulong Tie);
