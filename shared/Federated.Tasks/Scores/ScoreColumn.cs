namespace Federated.Tasks.Scores;

/// <summary>A column of results: numbers or words, one a row.</summary>
public sealed record ScoreColumn
{
    /// <summary>A column of numbers.</summary>
    public ScoreColumn(string name, IReadOnlyList<double> numbers)
    {
        Name = name;
        Numbers = numbers;
    }

    /// <summary>A column of words.</summary>
    public ScoreColumn(string name, IReadOnlyList<string> words)
    {
        Name = name;
        Words = words;
    }

    /// <summary>Lower case, words joined by '_': the heading in a file.</summary>
    public string Name { get; }

    /// <summary>A number a row, NaN where there is none; null when the column holds words.</summary>
    public IReadOnlyList<double>? Numbers { get; }

    /// <summary>Words for each row; null when the column holds numbers.</summary>
    public IReadOnlyList<string>? Words { get; }

    /// <summary>Some of the rows, in the order given.</summary>
    internal ScoreColumn Only(IReadOnlyList<int> rows) => Numbers is { } numbers ? new ScoreColumn(Name, [.. rows.Select(row => numbers[row])]) : new ScoreColumn(Name, [.. rows.Select(row => Words![row])]);
}
