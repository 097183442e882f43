namespace Federated.Tasks.Strategy;

/// <summary>What to try so that the next sheet knows more.</summary>
/// <param name="Title">What to do, in few words.</param>
/// <param name="Reason">Why; its numbers carry their marks.</param>
/// <param name="Customers">How many customers it takes; null when it takes none, or nobody can say.</param>
/// <param name="Command">What to run, or to write into the next job.</param>
public sealed record NextTest(string Title, string Reason, SourcedFigure? Customers, string Command);
