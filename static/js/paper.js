// Counts sheets of paper along: numbers and Enter, sheet after sheet. Without it the numbers are typed at the end.
const form = document.getElementById("entry");
const counter = document.getElementById("count");
// The eleventh answer cannot be told from the first one twice, so many answers are typed with spaces.
const ONE_DIGIT = 9;

const numbersOf = (question) => [...document.querySelectorAll(`fieldset[data-question="${CSS.escape(question)}"] input[type=number]`)];

function add(input, number) {
  input.value = Number(input.value || 0) + number;
}

class Question {
  constructor(root) {
    this.input = root.querySelector("input");
    this.words = root.dataset.words && document.getElementById(root.dataset.words);
    if (this.words) return;
    const inputs = numbersOf(root.dataset.counts);
    this.answered = root.dataset.kind === "multiple" ? inputs.shift() : null;
    this.answers = inputs;
    this.most = Number(root.dataset.most);
  }

  // The places of the crosses; null where what was typed cannot be.
  get crosses() {
    const text = this.input.value.trim();
    const parts = this.answers.length > ONE_DIGIT ? text.split(/\D+/).filter(Boolean) : [...text.replace(/[\s,;.]/g, "")];
    const places = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : 0));
    const fits = places.every((place) => place >= 1 && place <= this.answers.length);
    return fits && new Set(places).size === places.length && places.length <= this.most ? places : null;
  }

  get isRight() {
    return Boolean(this.words) || this.crosses !== null;
  }

  // What has to be taken back if this sheet was counted by mistake.
  count() {
    if (this.words) return this.keepWords();
    const touched = this.crosses.map((place) => this.answers[place - 1]);
    if (touched.length && this.answered) touched.push(this.answered);
    for (const input of touched) add(input, 1);
    return () => touched.forEach((input) => add(input, -1));
  }

  keepWords() {
    const before = this.words.value;
    const line = this.input.value.trim();
    if (line) this.words.value = before ? `${before.trimEnd()}\n${line}` : line;
    return () => {
      this.words.value = before;
    };
  }
}

class Counter {
  constructor(root) {
    this.root = root;
    this.questions = [...root.querySelectorAll(".paper-count__question")].map((one) => new Question(one));
    this.number = 0;
    this.done = [];
    this.undo = root.querySelector("[data-undo]");
    this.sheets = form.elements.sheets;
    root.hidden = false;
    root.addEventListener("keydown", (event) => this.pressed(event));
    this.undo.addEventListener("click", () => this.takeBack());
    for (const input of form.querySelectorAll("input[type=number]")) input.addEventListener("input", () => this.forget());
  }

  begin() {
    this.questions[0]?.input.focus();
  }

  pressed(event) {
    const here = this.questions.findIndex(({ input }) => input === event.target);
    if (event.key !== "Enter" || here < 0) return;
    event.preventDefault();
    if (!this.check(this.questions[here])) return;
    const next = this.questions[here + 1];
    if (next) next.input.select();
    else this.countSheet();
  }

  check(question) {
    question.input.toggleAttribute("aria-invalid", !question.isRight);
    if (question.isRight) return true;
    this.say(this.root.dataset.wrong);
    question.input.select();
    return false;
  }

  countSheet() {
    if (!this.questions.every((question) => this.check(question))) return;
    for (const input of form.querySelectorAll("fieldset input[type=number]")) input.value ||= "0";
    const back = this.questions.map((question) => question.count());
    if (this.sheets) {
      add(this.sheets, 1);
      back.push(() => add(this.sheets, -1));
    }
    this.done.push(back);
    this.number += 1;
    this.turn(this.root.dataset.done, this.number);
    if (this.number === Number(this.root.dataset.sheets)) this.say(this.root.dataset.full);
  }

  takeBack() {
    for (const back of this.done.pop()) back();
    this.number -= 1;
    this.turn(this.root.dataset.undone, this.number + 1);
  }

  turn(words, number) {
    for (const { input } of this.questions) input.value = "";
    this.root.querySelector("[data-number]").textContent = this.number + 1;
    this.undo.disabled = !this.done.length;
    this.say(words.replace("{number}", number));
    this.begin();
  }

  // Whoever corrects the numbers by hand has decided; what was counted along cannot be taken back from them.
  forget() {
    this.done = [];
    this.undo.disabled = true;
  }

  say(words) {
    this.root.querySelector("[data-said]").textContent = words;
  }
}

// Enter leads from number to number; only on the button it stores.
function leadOn(event) {
  if (event.key !== "Enter" || event.target.type !== "number") return;
  event.preventDefault();
  const stops = [...form.querySelectorAll("input[type=number], textarea, input[type=checkbox], button")];
  const next = stops[stops.indexOf(event.target) + 1];
  next.focus();
  if (next.type === "number") next.select();
}

form.addEventListener("keydown", leadOn);
const wrong = form.querySelector(".error-message");
const different = document.getElementById("different-title");
// Numbers that stand there already are put right by hand; counting along would add to them.
const isFresh = !wrong && ![...form.querySelectorAll("fieldset input[type=number]")].some(({ value }) => Number(value));
if (wrong) wrong.closest(".paper__field").querySelector("input, textarea").focus();
else if (counter && isFresh) new Counter(counter).begin();
else if (different) different.scrollIntoView({ block: "center" });
else form.querySelector("input[type=number], textarea")?.focus();
