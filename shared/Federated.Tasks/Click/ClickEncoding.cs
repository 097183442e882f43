using System.Collections.Immutable;
using Federated.Learning.Factorization;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Click;

/// <summary>
/// How an event becomes inputs: first its numbers, prepared by joint statistics as in every task, then one token a field. A category has a token for each declared
/// value and one for the rest; a text is one value among any number, hashed with the job's salt into buckets that all texts share, and has a token of its own
/// where it is missing. Tokens are whole numbers, so a row stays short however many values there are, and a field can be exchanged as one input.
/// </summary>
internal sealed class ClickEncoding
{
    private const float Limit = (float)StandardisedNumber.Limit;

    private readonly ImmutableArray<InputColumn> _numbers;
    private readonly ImmutableArray<TokenField> _fields;
    private readonly float[] _scales;
    private readonly float[] _typical;

    private ClickEncoding(ImmutableArray<InputColumn> numbers, ImmutableArray<TokenField> fields, int tokens)
    {
        (_numbers, _fields, Tokens) = (numbers, fields, tokens);
        // What the sparse regression reads lies within ±1.
        _scales = [.. numbers.Select(column => column.Formula is StandardisedNumber or CategoryNumber ? 1 / Limit : 1)];
        InputFields = [.. numbers.Select(column => column.Formula.Field), .. fields.Select(field => field.Name)];
        _typical = [.. numbers.Select(column => (float)column.Typical), .. fields.Select(field => (float)field.Missing)];
    }

    /// <summary>The field that each input comes from: numbers, then tokens.</summary>
    public ImmutableArray<string> InputFields { get; }

    /// <summary>Inputs that are numbers; they come first.</summary>
    public int Numbers => _numbers.Length;

    /// <summary>Inputs that are tokens.</summary>
    public int Fields => _fields.Length;

    /// <summary>Tokens of all fields together.</summary>
    public int Tokens { get; }

    /// <summary>Columns of <see cref="Sparse"/>: the numbers, then one a token.</summary>
    public int Columns => Numbers + Tokens;

    /// <summary>For each input what stands for none: a typical number, or the token of a missing value.</summary>
    public ReadOnlySpan<float> Typical => _typical;

    /// <summary>Of a job; the numbers as the state's joint statistics prepare them.</summary>
    /// <param name="job">The job.</param>
    /// <param name="features">Its fitted features.</param>
    /// <param name="state">A state that has them.</param>
    /// <param name="buckets">Of all texts together.</param>
    public static ClickEncoding Of(JobSpec job, FeatureStages features, TaskState state, int buckets)
    {
        ContractField[] tokens = [.. job.Contract.Features.Where(field => field.IsText || (field.IsCategorical && features.Columns.SpecOf(field).Encode != CategoryEncoding.Target))];
        // Asked for even without numbers: no rows, no model.
        long rows = features.Statistics(state).Rows;
        if (rows < 1)
            throw new TaskStateException("The snapshot's statistics are of no rows, so nothing can have been trained on them.");
        ImmutableArray<InputColumn> numbers = job.Contract.Features.Count == tokens.Length ? []
            : [.. features.Plan(state).Columns.Where(column => tokens.All(field => field.Name != column.Formula.Field))];
        var fields = ImmutableArray.CreateBuilder<TokenField>();
        int next = 0;
        foreach (ContractField field in tokens.Where(field => !field.IsText))
        {
            FeatureSpec spec = features.Columns.SpecOf(field);
            int[] places = [.. field.Values.Select((value, index) => spec.Encode == CategoryEncoding.Hash ? ValueHash.Bucket(value, spec.Buckets) : index)];
            int size = spec.Encode == CategoryEncoding.Hash ? spec.Buckets : field.Values.Count;
            fields.Add(new CategoryTokens(field.Name, next, next + size, [.. places]));
            next += size + 1;
        }

        ContractField[] texts = [.. tokens.Where(field => field.IsText)];
        for (int index = 0; index < texts.Length; index++)
            fields.Add(new TextTokens(texts[index].Name, next + texts.Length, buckets, next + index, job.Evaluation.Salt));
        return new ClickEncoding(numbers, fields.ToImmutable(), next + texts.Length + (texts.Length > 0 ? buckets : 0));
    }

    /// <summary>Rows × inputs, row-major.</summary>
    public float[] Encode(LocalTable table)
    {
        int width = InputFields.Length;
        var encoded = new float[checked(table.RowCount * width)];
        for (int column = 0; column < Numbers; column++)
            _numbers[column].Formula.Write(table, encoded, column, width);
        for (int field = 0; field < Fields; field++)
            _fields[field].Write(table, encoded.AsSpan(Numbers + field), width);
        return encoded;
    }

    /// <summary>
    /// Encoded rows as those of a sparse regression: a value in the column of each token, and the numbers scaled to ±1. Where two texts of a row share a bucket, it
    /// counts once.
    /// </summary>
    public SparseRows Sparse(ReadOnlySpan<float> encoded)
    {
        int width = InputFields.Length, rows = encoded.Length / width;
        List<int> rowOf = [], columnOf = [];
        List<float> values = [];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> cells = encoded.Slice(row * width, width);
            for (int input = 0; input < width; input++)
            {
                bool isNumber = input < Numbers;
                if (isNumber ? cells[input] == 0 : cells[Numbers..input].Contains(cells[input]))
                    continue;
                rowOf.Add(row);
                columnOf.Add(isNumber ? input : Numbers + (int)cells[input]);
                values.Add(isNumber ? cells[input] * _scales[input] : 1);
            }
        }

        return SparseRows.FromTriples(rows, Columns, rowOf.ToArray(), columnOf.ToArray(), values.ToArray());
    }
}
