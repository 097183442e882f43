using System.Globalization;
using System.Text.Json;
using Federated.Tasks.Documents;
using Federated.Tasks.Schema;
using Microsoft.AspNetCore.Http;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>
/// Reads <c>{"customers": [{field: value, …}, …], "reasons": 3}</c> by a contract: numbers as JSON numbers, categories and dates as strings, booleans as true or false; a
/// field that is null or not there is missing. Every fault is named by its place, up to twenty.
/// </summary>
internal sealed class ScoreRequestReader
{
    /// <summary>The most customers of one request.</summary>
    public const int MostCustomers = 1_000;

    /// <summary>The most reasons a customer.</summary>
    public const int MostReasons = 10;

    /// <summary>Reasons a customer when the request does not say.</summary>
    public const int UsualReasons = 3;

    private const int MostFaults = 20;
    private const int MostText = 1 << 16;

    private readonly DataContract _contract;
    private readonly Dictionary<string, int> _columns;
    private readonly List<ApiFault> _faults = [];

    /// <param name="contract">What a customer may hold.</param>
    public ScoreRequestReader(DataContract contract)
        : this(contract, contract.Columns.Select((field, at) => (field.Name, at)).ToDictionary(each => each.Name, each => each.at, StringComparer.Ordinal))
    {
    }

    private ScoreRequestReader(DataContract contract, Dictionary<string, int> columns) => (_contract, _columns) = (contract, columns);

    /// <summary>Reads a request; for several callers at the same time.</summary>
    /// <exception cref="ApiProblemException">The body is not such a request.</exception>
    public ScoreRequest Read(JsonElement body) => new ScoreRequestReader(_contract, _columns).ReadBody(body);

    private ScoreRequest ReadBody(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("customers", out var customers) || customers.ValueKind != JsonValueKind.Array)
            throw Refusal([new ApiFault("", "the body is not an object with an array 'customers'")]);
        if (customers.GetArrayLength() is var count && count is < 1 or > MostCustomers)
            throw Refusal([new ApiFault("/customers", string.Create(CultureInfo.InvariantCulture, $"there are {count} customers; send 1 to {MostCustomers}"))]);
        foreach (var property in body.EnumerateObject().Where(property => property.Name is not ("customers" or "reasons")))
            Add($"/{Escape(property.Name)}", "this is no part of a request; it has customers and reasons");
        var reasons = ReadReasons(body);
        var table = new LocalTableBuilder(_contract, hasLabels: false);
        var ids = new List<string?>(customers.GetArrayLength());
        foreach (var customer in customers.EnumerateArray())
            ReadCustomer(customer, string.Create(CultureInfo.InvariantCulture, $"/customers/{ids.Count}"), table, ids);
        return _faults.Count == 0 ? new ScoreRequest(ids, table.Build(), reasons) : throw Refusal(_faults);
    }

    private int ReadReasons(JsonElement body)
    {
        if (!body.TryGetProperty("reasons", out var element))
            return UsualReasons;
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var reasons) && reasons is >= 0 and <= MostReasons)
            return reasons;
        Add("/reasons", $"this is not a whole number from 0 to {MostReasons}");
        return 0;
    }

    private void ReadCustomer(JsonElement customer, string at, LocalTableBuilder table, List<string?> ids)
    {
        string? id = null;
        if (customer.ValueKind != JsonValueKind.Object)
        {
            Add(at, "a customer is an object of fields");
            ids.Add(null);
            return;
        }

        var features = new double[_contract.Columns.Count];
        var texts = new string?[_contract.Columns.Count];
        for (var column = 0; column < features.Length; column++)
            features[column] = _contract.Columns[column].IsCategorical ? -1 : double.NaN;
        var isGiven = new bool[features.Length];
        foreach (var property in customer.EnumerateObject())
        {
            if (_columns.TryGetValue(property.Name, out var column))
                isGiven[column] = ReadValue(_contract.Columns[column], property.Value, at, ref features[column], ref texts[column]);
            else if (property.Name == _contract.Id?.Name)
                id = ReadId(property.Value, at);
            else
                Add($"{at}/{Escape(property.Name)}", "the contract has no such field to score by; GET /v1/model lists the fields");
        }

        for (var column = 0; column < features.Length; column++)
        {
            var field = _contract.Columns[column];
            if (field is { Required: true, Role: FieldRole.Feature } && !isGiven[column])
                Add($"{at}/{Escape(field.Name)}", "this field is required");
        }

        ids.Add(id);
        if (_faults.Count == 0)
            table.Add(features, 0, splitKey: 0, texts);
    }

    private string? ReadId(JsonElement element, string at)
    {
        if (element.ValueKind is JsonValueKind.Null)
            return null;
        if (element.ValueKind is JsonValueKind.String or JsonValueKind.Number && element.ToString() is { Length: <= MostText } id)
            return id;
        Add($"{at}/{Escape(_contract.Id!.Name)}", "an id is a string or a number");
        return null;
    }

    /// <returns>False when the field is given as null.</returns>
    private bool ReadValue(ContractField field, JsonElement element, string at, ref double value, ref string? text)
    {
        if (element.ValueKind == JsonValueKind.Null)
            return false;
        if (field.IsText)
        {
            text = element.ValueKind == JsonValueKind.String && element.GetString() is { Length: <= MostText } words ? words : Fault<string>(field, at, $"this is not a string of at most {MostText} characters");
            return true;
        }

        value = field.Type switch
        {
            FieldType.Boolean => element.ValueKind switch { JsonValueKind.True => 1, JsonValueKind.False => 0, _ => Fault(field, at, "this is neither true nor false", -1) },
            FieldType.Category => ReadCategory(field, element, at),
            FieldType.Date => InRange(field, element.ValueKind == JsonValueKind.String && Days.TryParse(element.GetString(), out var day) ? day : Fault(field, at, "this is not a date as \"2026-01-31\"", double.NaN), at),
            _ => ReadNumber(field, element, at),
        };
        return true;
    }

    private double ReadCategory(ContractField field, JsonElement element, string at)
    {
        if (element.ValueKind != JsonValueKind.String)
            return Fault(field, at, "this is not a string", -1);
        var value = element.GetString();
        for (var index = 0; index < field.Values.Count; index++)
        {
            if (field.Values[index] == value)
                return index;
        }

        return Fault(field, at, $"'{Shown.Of(value)}' is none of the declared values: {string.Join(", ", field.Values.Take(10))}{(field.Values.Count > 10 ? ", …" : "")}", -1);
    }

    private double ReadNumber(ContractField field, JsonElement element, string at)
    {
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var number) || !double.IsFinite(number))
            return Fault(field, at, "this is not a finite number", double.NaN);
        return field.Type == FieldType.WholeNumber && !double.IsInteger(number) ? Fault(field, at, "this is not a whole number", double.NaN) : InRange(field, number + 0.0, at);
    }

    private double InRange(ContractField field, double number, string at) => number < field.Minimum || number > field.Maximum
        ? Fault(field, at, $"this is not from {Bound(field, field.Minimum)} to {Bound(field, field.Maximum)}, as the contract says", double.NaN)
        : number;

    private static string Bound(ContractField field, double bound) => field.Type == FieldType.Date ? Days.Format(bound) : bound.ToString("R", CultureInfo.InvariantCulture);

    private T? Fault<T>(ContractField field, string at, string detail, T? instead = default)
    {
        Add($"{at}/{Escape(field.Name)}", detail);
        return instead;
    }

    private void Add(string at, string detail)
    {
        if (_faults.Count < MostFaults)
            _faults.Add(new ApiFault(at, detail));
    }

    // RFC 6901, and of bounded length: the name is the caller's.
    private static string Escape(string name) => Shown.Of(name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static ApiProblemException Refusal(IReadOnlyList<ApiFault> faults) =>
        new(new ApiProblem(StatusCodes.Status422UnprocessableEntity, "FED-API-VALUE", "The customers do not fit the contract.", "Mend the places that are named; GET /openapi.json says what each field may hold.", faults));
}
