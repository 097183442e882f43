namespace Federated.Tasks;

/// <summary>Who alone may take part in a job's next round. Both sides derive it from the job and its state; a node refuses an offer to anybody else.</summary>
/// <param name="Members">Their names.</param>
/// <param name="Least">n_min of that round: the fewest of them whose sum anybody may learn.</param>
public sealed record RoundCohort(IReadOnlyList<string> Members, int Least);
