namespace Federated.Tasks.Strategy;

/// <summary>Where numbers of a sheet come from: a job's model over this partner's rows, or a file of the partner's own.</summary>
/// <param name="Mark">Its number on the sheet, from 1.</param>
/// <param name="Name">The task, or what the file is.</param>
/// <param name="JobId">The job; empty for a file.</param>
/// <param name="Rounds">The round after which the model was released; 0 for a file.</param>
/// <param name="Hash">Content hash of the model or of the file; empty when there is no file.</param>
/// <param name="Date">When the model, or the file, came to this machine.</param>
/// <param name="Rows">This partner's rows that were read.</param>
/// <param name="Command">What shows the same again.</param>
public sealed record StrategySource(int Mark, string Name, string JobId, int Rounds, string Hash, DateTimeOffset Date, long Rows, string Command)
{
    private const int HashDigits = 12;

    /// <summary>The mark of numbers that rest on it alone.</summary>
    public SourceMarks Marks => SourceMarks.Of(Mark);

    /// <summary>For a cell: [2] campaign-1a2b@b7f0d3a95c21.</summary>
    public string Words => $"[{Mark}] {(JobId.Length == 0 ? Name : $"{JobId}@{ShortHash}")}";

    /// <summary>Enough of the hash to tell versions apart.</summary>
    public string ShortHash => Hash[..Math.Min(HashDigits, Hash.Length)];
}
