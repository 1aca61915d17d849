package org.backplane.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.Interaction;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.Sequence;

/** The page of a machine that was started with --web, in a browser without a window. */
final class WebPage implements AutoCloseable {
    static final Path BROWSER = Path.of("/usr/bin/chromium");
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Pattern ADDRESS = Pattern.compile("backplane: the machine is at (http://127\\.0\\.0\\.1:[0-9]+/\\?token=[0-9a-f]{32})\n");
    /** The one that {@link Actions} moves. */
    private static final PointerInput MOUSE = new PointerInput(PointerInput.Kind.MOUSE, "default mouse");
    private static final long PATIENCE_MILLIS = 90_000;
    /** What a browser does when somebody lets go of a file over a page. */
    private static final String DROP = "const bytes = Uint8Array.from(atob(arguments[1]), c => c.charCodeAt(0));"
            + "const transfer = new DataTransfer(); transfer.items.add(new File([bytes], arguments[0]));"
            + "document.dispatchEvent(new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true}));";
    private static final String LIT = "const c = document.getElementById('screen');"
            + "const data = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            + "let lit = 0; for (let i = 0; i < data.length; i += 4) { if (data[i] || data[i + 1] || data[i + 2]) lit++; } return lit;";

    private final ChromeDriver browser;

    private WebPage(ChromeDriver browser) {
        this.browser = browser;
    }

    static boolean isPossible() {
        return Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    }

    /** The address that the distribution prints. */
    static String address(Distribution started) throws InterruptedException {
        await("an address in what it says", () -> ADDRESS.matcher(started.err()).find(), started::err);
        Matcher address = ADDRESS.matcher(started.err());
        address.find();
        return address.group(1);
    }

    /** Opens the page. */
    static WebPage open(Distribution started) throws InterruptedException {
        String address = address(started);
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).usingAnyFreePort()
                .withLogFile(new File("target/chromedriver.log")).build();
        ChromeOptions options = new ChromeOptions().setBinary(BROWSER.toFile());
        // The sandbox does not work for root, who runs the tests in a container.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1360,1020");
        ChromeDriver browser = new ChromeDriver(service, options);
        browser.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
        browser.get(address);
        return new WebPage(browser);
    }

    String address() {
        return browser.getCurrentUrl();
    }

    private WebElement element(String selector) {
        return browser.findElement(By.cssSelector(selector));
    }

    /** What an element says, however it looks. */
    String text(String selector) {
        return String.valueOf(browser.executeScript("return document.querySelector(arguments[0])?.textContent ?? ''", selector))
                .replace('\u00a0', ' ');
    }

    void awaitText(String selector, String text) throws InterruptedException {
        await("'" + text + "' in " + selector, () -> text(selector).contains(text), () -> text(selector));
    }

    /** How many dots of the screen are not black. */
    long litDots() {
        return (Long) browser.executeScript(LIT);
    }

    /** Clicks on an element and types. */
    void type(String selector, CharSequence... keys) {
        new Actions(browser).click(element(selector)).sendKeys(keys).perform();
    }

    /** Gives the mouse to the guest: presses the page's button, and waits until the browser has locked the pointer. */
    void giveMouse() throws InterruptedException {
        new Actions(browser).click(element("#mouse")).perform();
        await("pointer lock", () -> "screen".equals(lockedElement()), this::complaints);
    }

    /** The id of the element that has the pointer; null while nobody has. */
    Object lockedElement() {
        return browser.executeScript("return document.pointerLockElement?.id");
    }

    /** Takes the mouse back, as Esc does. */
    void takeMouseBack() throws InterruptedException {
        browser.executeScript("document.exitPointerLock()");
        await("end of pointer lock", () -> lockedElement() == null, this::complaints);
    }

    /** Moves the mouse from where it is, in one step. */
    void moveMouse(int right, int down) {
        mouse(MOUSE.createPointerMove(Duration.ZERO, PointerInput.Origin.pointer(), right, down));
    }

    /** Presses a button of the mouse, or lets it go. */
    void button(PointerInput.MouseButton button, boolean pressed) {
        mouse(pressed ? MOUSE.createPointerDown(button.asArg()) : MOUSE.createPointerUp(button.asArg()));
    }

    private void mouse(Interaction action) {
        browser.perform(List.of(new Sequence(MOUSE, 0).addAction(action)));
    }

    /** Turns the wheel by so many dots, down if positive. */
    void wheel(int dots) {
        new Actions(browser).scrollByAmount(0, dots).perform();
    }

    /** Drops a file on the page. */
    void drop(String name, byte[] bytes) {
        browser.executeScript(DROP, name, Base64.getEncoder().encodeToString(bytes));
    }

    void screenshot(Path file) throws IOException {
        Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
    }

    /** What went wrong in the page, as the browser's console has it. */
    String complaints() {
        return browser.manage().logs().get("browser").getAll().toString();
    }

    private static void await(String what, Supplier<Boolean> condition, Supplier<String> present) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!condition.get()) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError("no " + what + ", but: " + present.get());
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        browser.quit();
    }
}
