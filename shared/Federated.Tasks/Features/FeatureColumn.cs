using Federated.Tasks.Schema;

namespace Federated.Tasks.Features;

/// <summary>One input of a model and how it is read from a table.</summary>
internal sealed class FeatureColumn
{
    private readonly string _field;
    private readonly Func<double, float>? _number;
    private readonly Func<int, bool>? _category;

    private FeatureColumn(string field, string name, Func<double, float>? number, Func<int, bool>? category)
    {
        _field = field;
        Name = name;
        _number = number;
        _category = category;
    }

    public string Name { get; }

    public static FeatureColumn Number(string field, string name, Func<double, float> encode) => new(field, name, encode, null);

    public static FeatureColumn Category(string field, string name, Func<int, bool> matches) => new(field, name, null, matches);

    /// <summary>Fills this column of a row-major matrix of <paramref name="width"/> columns.</summary>
    public void Write(LocalTable table, Span<float> matrix, int column, int width)
    {
        if (_number is not null)
        {
            var numbers = table.Numbers(_field);
            for (var row = 0; row < numbers.Length; row++)
                matrix[(row * width) + column] = _number(numbers[row]);
        }
        else
        {
            var categories = table.Categories(_field);
            for (var row = 0; row < categories.Length; row++)
                matrix[(row * width) + column] = _category!(categories[row]) ? 1 : 0;
        }
    }
}
