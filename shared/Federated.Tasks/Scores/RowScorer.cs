using Federated.Tasks.Schema;

namespace Federated.Tasks.Scores;

/// <summary>A model that was read once and scores any number of tables, also several at the same time.</summary>
/// <param name="table">The customers; labels are not looked at.</param>
/// <param name="options">What to add to the scores.</param>
/// <exception cref="TaskStateException">The state that it was made of holds no model that scores customers.</exception>
public delegate ScoredRows RowScorer(LocalTable table, ScoreOptions options);
